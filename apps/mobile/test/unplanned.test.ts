import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  completeBodySchema,
  exerciseIdOf,
  putSetBodySchema,
  type ActualSet,
  type CompleteBody,
  type PlannedSet,
  type Session,
} from '@holdfast/contract'
import { emptyStartOf } from '../sync/engine/emptyStart.ts'
import { knownOf } from '../sync/engine/known.ts'
import { skipSession, takeSkipBack } from '../sync/engine/finishSession.ts'
import { todayOf } from '../sync/views/followToday.ts'
import { overlay } from '../sync/session/overlay.ts'
import { viewsOf } from '../sync/views/sessionViews.ts'
import { cached, drained, heavy, relaunch, training, type App } from './app.ts'
import { until } from './device.ts'
import { newSession } from './server.ts'

const curl = { exerciseId: exerciseIdOf('Hammer curl'), name: 'Hammer curl' }
const unplanned = { title: 'Evening workout', scheduledOn: '2026-11-24' }

/** The demo session left, an unplanned workout started, with one exercise. */
async function ownWorkout(weather: 'fine' | 'offline') {
  const { on, app } = await training(weather)
  app.session.getState().reset()
  app.session.getState().startUnplanned(unplanned.title, unplanned.scheduledOn)
  app.session.getState().addExercise(curl)
  const { sessionId, addedSets } = app.session.getState()
  return { on, app, sessionId: sessionId!, setId: addedSets[0]!.id }
}
const views = (app: App) => [...viewsOf(app.engine).current().all.values()]
const viewOf = (app: App, sessionId: string) => views(app).find(({ id }) => id === sessionId)

test('an unplanned workout is made on the device, and each of its operations contains that', async () => {
  const { app, sessionId, setId } = await ownWorkout('offline')
  app.session.getState().completeSet(setId, heavy(8))
  app.session.getState().uncompleteSet(setId)
  app.session.getState().completeSet(setId, heavy(9))
  const [put] = app.sync.getState().waiting
  assert.deepEqual(putSetBodySchema.parse(put!.body).unplanned, unplanned)
  app.session.getState().finish()
  const payload = JSON.parse(app.device.index.get(`pending_session_completion_${sessionId}`)!) as CompleteBody
  assert.deepEqual(completeBodySchema.parse(payload).unplanned, unplanned)
  assert.deepEqual(
    payload.actualSets.map(({ exerciseName, reps, setOrder }) => [exerciseName, reps, setOrder]),
    [['Hammer curl', 9, 0]],
  )
})

test('it is shown from the device alone: in progress, then completed, also after a kill', async () => {
  const { on, app, sessionId, setId } = await ownWorkout('offline')
  assert.deepEqual([viewOf(app, sessionId)?.status, viewOf(app, sessionId)?.title], ['in_progress', 'Evening workout'])
  app.session.getState().completeSet(setId, heavy(8))
  app.session.getState().finish()
  const after = await relaunch(app, on)
  const view = viewOf(after, sessionId)
  assert.deepEqual([view?.status, view?.sync, view?.actualSets.length], ['completed', 'waiting', 1])
})

test('once the server sends it back it is listed once', async () => {
  const { on, app, sessionId } = await ownWorkout('offline')
  on.session = { ...newSession(), id: sessionId, title: 'Evening workout', plan: [], version: 9 }
  on.weather = 'fine'
  await app.engine.pull()
  assert.deepEqual(views(app).filter(({ id }) => id === sessionId).length, 1)
})

test('an empty one that was never sent is discarded for good', async () => {
  const { on, app } = await training('offline')
  app.session.getState().reset()
  app.session.getState().startUnplanned(unplanned.title, unplanned.scheduledOn)
  const { sessionId } = app.session.getState()
  app.session.getState().discard(sessionId!)
  const after = await relaunch(app, on)
  assert.deepEqual([after.session.getState().sessionId, viewOf(after, sessionId!)], [null, undefined])
})

test('an operation of a planned session does not contain that', async () => {
  const { app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  assert.equal('unplanned' in (app.sync.getState().waiting[0]!.body as object), false)
})

test('a finish taken back: the session is in progress here although the server has the finish, continues, and is finished again', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await until(() => app.sync.getState().waiting.length === 0, 'the server has the finish')
  await app.engine.pull()
  app.session.getState().reopen(on.session.id)
  assert.deepEqual([viewOf(app, on.session.id)?.status, app.session.getState().ended], ['in_progress', null])
  await cached(app, on)
  const after = await relaunch(app, on)
  assert.equal(viewOf(after, on.session.id)?.status, 'in_progress')
  after.session.getState().completeSet(second, heavy(5))
  after.session.getState().finish()
  await until(() => on.session.actualSets.length === 2, 'the server has both sets')
  assert.equal(viewOf(after, on.session.id)?.status, 'completed')
})

test('a skip taken back while it is still here never reaches the server; one with its verdict is overridden by a set', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().reset()
  const planned = { ...newSession(), id: crypto.randomUUID() }
  const shown = () => overlay(planned, knownOf(app.engine, planned.id)).status
  skipSession(app.engine, planned.id, 'No time', () => undefined)
  assert.equal(shown(), 'skipped')
  await until(() => !app.sync.getState().sending, 'nobody answers')
  assert.equal(takeSkipBack(app.engine, planned.id), true)
  assert.equal(shown(), 'planned')
  on.weather = 'fine'
  skipSession(app.engine, on.session.id, null, () => undefined)
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().waiting.length === 0, 'the second skip is sent')
  assert.deepEqual(on.effects, [`POST /v1/sessions/${on.session.id}/skip`])
  assert.equal(takeSkipBack(app.engine, on.session.id), false)
  app.session.getState().startSession(on.session)
  assert.equal(viewOf(app, on.session.id)?.status, 'in_progress')
  app.session.getState().completeSet(first, heavy(5))
  app.sync.getState().syncNow()
  await until(() => on.session.status === 'in_progress', 'the set beats the skip')
})

test('a started session without sets that is skipped is shown as skipped at once', async () => {
  const { on, app } = await training('offline')
  skipSession(app.engine, on.session.id, 'Sick', () => undefined)
  assert.deepEqual([viewOf(app, on.session.id)?.status, viewOf(app, on.session.id)?.skipReason], ['skipped', 'Sick'])
})

for (const weather of ['fine', 'offline'] as const)
  test(`one whose only set was taken back is discarded for good, ${weather}: even if the server has it`, async () => {
    const { on, app, sessionId, setId } = await ownWorkout(weather)
    on.session = { ...newSession(), id: sessionId, ...unplanned, programme: null, plan: [], version: 9 }
    app.session.getState().completeSet(setId, heavy(8))
    if (weather === 'fine') await drained(app)
    assert.equal(emptyStartOf(app.engine, sessionId), null, 'it holds a set')
    app.session.getState().uncompleteSet(setId)
    assert.equal(emptyStartOf(app.engine, sessionId), 'own')
    app.session.getState().discard(sessionId)
    on.weather = 'fine'
    app.sync.getState().syncNow()
    await drained(app)
    await app.engine.pull()
    assert.deepEqual([on.session.actualSets, app.programme()!.sessions[sessionId]?.id], [[], sessionId], 'the server knows it, empty')
    assert.deepEqual([viewOf(app, sessionId), app.session.getState().sessionId], [undefined, null])
    await cached(app, on)
    const after = await relaunch(app, on)
    assert.deepEqual([viewOf(after, sessionId), todayOf(after.engine)(unplanned.scheduledOn).today?.id === sessionId], [undefined, false])
  })

test('a start is not taken back when another device has logged in the session', async () => {
  const { on, app } = await training('fine')
  const [{ exerciseId, sets }] = on.session.plan as [Session['plan'][number]]
  const [{ id, setType }] = sets as [PlannedSet]
  const at = '2026-11-24T18:00:00.000Z'
  const set: ActualSet = { id, exerciseId, plannedSetId: id, setType, setOrder: 0, ...heavy(5), completedAt: at, logged_at: at }
  on.session = { ...on.session, actualSets: [set], version: 9 }
  await app.engine.pull()
  assert.equal(emptyStartOf(app.engine, on.session.id), null)
})

test('the start of a planned session is taken back: it is planned again, and nothing is sent', async () => {
  const { on, app } = await training('fine')
  assert.deepEqual([emptyStartOf(app.engine, on.session.id), viewOf(app, on.session.id)?.status], ['planned', 'in_progress'])
  app.session.getState().discard(on.session.id)
  await cached(app, on)
  const after = await relaunch(app, on)
  assert.deepEqual([viewOf(after, on.session.id)?.status, after.session.getState().sessionId, on.effects], ['planned', null, []])
  after.session.getState().startSession(on.session)
  assert.equal(viewOf(after, on.session.id)?.status, 'in_progress')
})

test('a skip on another device ends a start without a set here, and a set or a new start begins it after all', async () => {
  const { on, app, first } = await training('fine')
  on.session = { ...on.session, status: 'skipped', skipReason: 'Sick', version: on.session.version + 1 }
  await app.engine.pull()
  assert.deepEqual([viewOf(app, on.session.id)?.status, viewOf(app, on.session.id)?.skipReason], ['skipped', 'Sick'])
  app.session.getState().startSession(on.session)
  assert.equal(viewOf(app, on.session.id)?.status, 'in_progress')
  on.session = { ...on.session, version: on.session.version + 1 }
  await app.engine.pull()
  assert.equal(viewOf(app, on.session.id)?.status, 'skipped')
  on.weather = 'offline'
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(viewOf(app, on.session.id)?.status, 'in_progress')
})
