import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ActualSet, CompleteBody, Session } from '@holdfast/contract'
import { chanceFrom } from '@holdfast/tools/chance'
import { historyOf } from '../sync/history/followHistory.ts'
import { importPlanOf, knownHere } from '../sync/import/importPlan.ts'
import { readExport } from '../sync/import/readExport.ts'
import { writeImport } from '../sync/import/writeImport.ts'
import { completionSlot } from '../sync/session/operations.ts'
import { viewsOf } from '../sync/views/sessionViews.ts'
import { drained, heavy, launch, relaunch, training, type App } from './app.ts'
import { device } from './device.ts'
import { newSession, server, type Server } from './server.ts'

const HOUR_MS = 3_600_000
const TIMES = { startedAt: '2026-11-26T17:44:00.000Z', completedAt: '2026-11-26T18:33:06.000Z' }

/** A session that another device, or the server by itself, finished in November with the first set. */
function finishedElsewhere(change: Partial<Session> = {}): Session {
  const session = newSession()
  const { id, weight } = session.plan[0]!.sets[0]!
  const at = '2026-11-26T18:00:00.000Z'
  const { exerciseId } = session.plan[0]!
  const set: ActualSet = {
    id,
    exerciseId,
    plannedSetId: id,
    setType: 'working',
    setOrder: 0,
    weight,
    reps: 5,
    rpe: null,
    completedAt: at,
    logged_at: at,
  }
  const times = { ...TIMES, logged_at: TIMES.completedAt }
  return { ...session, scheduledOn: '2026-11-26', status: 'completed', actualSets: [set], ...times, version: 2, ...change }
}

/** A device without a network that received this session before. */
async function deviceTold(session: Session): Promise<{ app: App; on: Server }> {
  const on = server(session)
  const app = await launch(device({ fetch: on.fetch }))
  await app.engine.pull()
  on.weather = 'offline'
  return { app, on }
}

const viewOf = (app: App, sessionId: string) => viewsOf(app.engine).current().all.get(sessionId)!

/** Taps *Edit this workout*: it starts the session as the screen shows it. */
function edit(app: App, sessionId: string): void {
  const { sync: _mark, ...session } = viewOf(app, sessionId)
  app.session.getState().startSession(session)
}

/** Corrects the set and saves. Answers the body of the completion that waits. */
function correct(app: App, setId: string, reps = 8): CompleteBody {
  app.session.getState().updateSet(setId, heavy(reps))
  app.session.getState().finish()
  return sent(app)
}

function sent(app: App): CompleteBody {
  const state = app.engine.outbox.stateOf(completionSlot(app.session.getState().sessionId!))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  return state.operation.body as CompleteBody
}

const timesOf = <T extends string | null>({ startedAt, completedAt }: { startedAt: T; completedAt: T }) => ({ startedAt, completedAt })

for (const autoFinalised of [false, true]) {
  const by = autoFinalised ? 'the server by itself' : 'another device'
  test(`F1: a workout finished by ${by} is corrected: only logged_at is new`, async () => {
    const session = finishedElsewhere({ autoFinalised })
    const { app } = await deviceTold(session)
    edit(app, session.id)
    const { ended, rest } = app.session.getState()
    assert.deepEqual([ended?.at, rest], ['finished', null])
    const body = correct(app, session.actualSets[0]!.id)
    assert.deepEqual([timesOf(body), body.actualSets[0]!.reps], [TIMES, 8])
    assert.ok(Date.parse(body.logged_at) > Date.parse(TIMES.completedAt))
    assert.deepEqual(timesOf(viewOf(app, session.id)), TIMES)
    const [entry] = historyOf(app.engine).current().entries
    assert.deepEqual([entry!.day, entry!.facts.durationMs], ['2026-11-26', Date.parse(TIMES.completedAt) - Date.parse(TIMES.startedAt)])
  })
}

test('F1: a workout finished here is corrected days later, again after a restart, and keeps its times each time', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.clock.advance(0.7 * HOUR_MS)
  app.session.getState().finish()
  const before = sent(app)
  const lastedMs = Date.parse(before.completedAt) - Date.parse(before.startedAt)
  assert.ok(Math.abs(lastedMs - 0.7 * HOUR_MS) < 1_000)
  app.session.getState().reset()
  app.device.clock.advance(78 * HOUR_MS)
  edit(app, on.session.id)
  const once = correct(app, first, 6)
  const after = await relaunch(app, on)
  after.device.clock.advance(9 * HOUR_MS)
  edit(after, on.session.id)
  const twice = correct(after, first, 7)
  assert.deepEqual([once, twice].map(timesOf), [timesOf(before), timesOf(before)])
  assert.ok(before.logged_at < once.logged_at && once.logged_at < twice.logged_at)
})

test('F1: a set that is added to a finished workout counts as lifted during it', async () => {
  const session = finishedElsewhere()
  const { app } = await deviceTold(session)
  edit(app, session.id)
  const { id } = session.plan[1]!.sets[0]!
  app.session.getState().completeSet(id, heavy(3))
  const body = correct(app, session.actualSets[0]!.id)
  assert.equal(body.actualSets.find((set) => set.id === id)?.completedAt, TIMES.completedAt)
  assert.deepEqual(timesOf(body), TIMES)
})

const IMPORT = `Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps,Distance,Seconds,Notes,Workout Notes,RPE
2021-03-02 18:00:00,Typo day,1h,Deadlift,1,1000,5,0,0,,,8
`

function planOf(app: App, text = IMPORT) {
  const reading = readExport(text)
  if (!reading.read) throw new Error(reading.problem)
  return importPlanOf(reading.workouts, knownHere(app.engine))
}

test('F1: an imported workout is corrected: it keeps its day and its length, and importing the same file adds nothing', async () => {
  const { app } = await deviceTold(finishedElsewhere())
  const [imported] = planOf(app).fresh
  await writeImport(app.engine, [imported!], { progress: () => {}, isCancelled: () => false, pause: async () => {} })
  edit(app, imported!.id)
  const body = correct(app, imported!.actualSets[0]!.id)
  assert.deepEqual(timesOf(body), timesOf(imported!))
  const { entries } = historyOf(app.engine).current()
  assert.deepEqual(
    entries.map(({ day, facts }) => [day, facts.durationMs]),
    [
      ['2026-11-26', Date.parse(TIMES.completedAt) - Date.parse(TIMES.startedAt)],
      ['2021-03-02', HOUR_MS],
    ],
  )
  const { fresh, alreadyHere, differing } = planOf(app)
  assert.deepEqual([fresh.length, alreadyHere, differing.length], [0, 1, 0])
  // What was changed in the other app since is still listed.
  assert.equal(planOf(app, IMPORT.replace('1000', '120')).differing.length, 1)
})

test('F1: a workout that the server finished while it was open here is finished here too, once the copy is pulled', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  assert.equal(app.session.getState().isOver, false)
  // The server uses the time of the ✓: it never received the start.
  const { completedAt } = app.session.getState().actualSets[first]!
  const told = { startedAt: completedAt, completedAt, logged_at: completedAt, status: 'completed', autoFinalised: true } as const
  on.session = { ...on.session, ...told, version: on.session.version + 1 }
  await app.engine.pull()
  on.weather = 'offline'
  assert.deepEqual([app.session.getState().isOver, app.session.getState().ended], [true, null])
  // A forgotten ✓ belongs to that workout.
  app.session.getState().completeSet(second, heavy(5))
  assert.equal(app.session.getState().actualSets[second]?.completedAt, completedAt)
  assert.deepEqual([app.session.getState().isOver, app.session.getState().rest], [true, null])
  app.device.clock.advance(35 * HOUR_MS)
  assert.deepEqual(timesOf(correct(app, first)), timesOf(told))
})

test('F1: times that another device corrected are kept by the device that finished the workout', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  on.weather = 'fine'
  app.engine.syncNow()
  await drained(app)
  on.session = { ...on.session, ...TIMES, version: on.session.version + 1 }
  await app.engine.pull()
  on.weather = 'offline'
  edit(app, on.session.id)
  assert.deepEqual(timesOf(correct(app, first)), TIMES)
})

test('F1: a finish taken back, once or twice, keeps its times until something is lifted after it', async () => {
  const { on, app, first, second } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.clock.advance(HOUR_MS)
  app.session.getState().finish()
  const before = timesOf(sent(app))
  for (const reopens of [1, 2]) {
    for (let n = 0; n < reopens; n++) app.session.getState().reopen(on.session.id)
    assert.equal(viewOf(app, on.session.id).status, 'in_progress')
    app.device.clock.advance(10 * 60_000)
    assert.deepEqual(timesOf(correct(app, first, 5 + reopens)), before)
  }
  app.session.getState().reopen(on.session.id)
  app.device.clock.advance(10 * 60_000)
  app.session.getState().completeSet(second, heavy(5))
  const later = timesOf(correct(app, first, 9))
  assert.equal(later.startedAt, before.startedAt)
  assert.ok(Date.parse(later.completedAt) - Date.parse(before.completedAt) >= 30 * 60_000)
})

test('F1: however often a finished workout is opened, corrected, taken back, left and saved, on whatever day, its times stay', async () => {
  for (let seed = 1; seed <= 25; seed++) {
    const { below: roll } = chanceFrom(seed)
    const start = await training('offline')
    const { on, first } = start
    let { app } = start
    app.session.getState().completeSet(first, heavy(5))
    app.device.clock.advance(roll(100) * 60_000)
    app.session.getState().finish()
    const before = timesOf(sent(app))
    for (let step = 0; step < 12; step++) {
      const state = app.session.getState()
      const isOpen = state.sessionId !== null
      const acts: (() => void | Promise<void>)[] = [
        () => edit(app, on.session.id),
        () => state.reopen(on.session.id),
        () => (isOpen ? state.updateSet(first, heavy(1 + roll(10))) : undefined),
        () => (isOpen ? state.setSessionNotes(randomUUID()) : undefined),
        () => (isOpen ? state.finish() : undefined),
        () => (isOpen ? state.reset() : undefined),
        async () => void (app = await relaunch(app, on)),
      ]
      await acts[roll(acts.length)]!()
      app.device.clock.advance(roll(40) * HOUR_MS)
    }
    if (app.session.getState().sessionId === null) edit(app, on.session.id)
    app.session.getState().finish()
    assert.deepEqual(timesOf(sent(app)), before, `seed ${seed}`)
  }
})
