import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { takenBackId, type ActualSet, type CompleteBody, type Revision } from '@holdfast/contract'
import { addMissingSets, restoreLog } from '../sync/engine/decisions.ts'
import { openConflictOf } from '../sync/engine/conflicts.ts'
import type { SessionTold } from '../sync/engine/activity.ts'
import { skipSession } from '../sync/engine/finishSession.ts'
import { cached, drained, heavy, relaunch, training, type App } from './app.ts'
import { until } from './device.ts'
import { keepLog, newSession, type Server } from './server.ts'

const EARLIER = '2026-01-01T18:05:00.000Z'

async function finished(more: Partial<Pick<Server, 'meets'>> = {}) {
  const gym = await training('fine')
  const { on, app, first } = gym
  Object.assign(on, more)
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await drained(app)
  app.session.getState().reset()
  return gym
}

const conflicts = (app: App) =>
  app.sync.getState().conflicts.map(({ kept, otherLoggedAt, revisionCount }) => ({ kept, otherLoggedAt, revisionCount }))

/** Another device finishes the session with a log of its own, newer than everything on this device. */
function finishedElsewhere(on: Server, actualSets: ActualSet[]): string {
  const logged_at = new Date(Date.parse(on.session.logged_at!) + 60_000).toISOString()
  on.session = { ...on.session, actualSets, logged_at, version: on.session.version + 1 }
  keepLog(on, randomUUID(), on.standingId)
  return logged_at
}

const oneSet = (on: Server, reps: number, id: string): ActualSet => ({
  id,
  exerciseId: on.session.plan[0]!.exerciseId,
  plannedSetId: id,
  setType: 'working',
  setOrder: 1,
  weight: { value: 100, unit: 'kg' },
  reps,
  rpe: null,
  completedAt: EARLIER,
  logged_at: EARLIER,
})

const kept = (actualSets: ActualSet[]): Extract<Revision, { kind: 'completion' }> => ({
  kind: 'completion',
  revisionId: randomUUID(),
  reason: 'a newer log stands',
  logged_at: EARLIER,
  keptAt: EARLIER,
  payload: { startedAt: EARLIER, completedAt: EARLIER, planVersion: 1, sessionRpe: 7, notes: 'iPad', actualSets, logged_at: EARLIER },
})

test('another device finished first: the conflict is shown with its time, also after a restart, until the lifter acknowledges it', async () => {
  const { on, app } = await finished({ meets: { kept: 'this', otherLoggedAt: EARLIER } })
  const told = [{ kept: 'this', otherLoggedAt: EARLIER, revisionCount: 1 }]
  assert.deepEqual(conflicts(app), told)
  const after = await relaunch(app, on)
  await after.engine.pull()
  assert.deepEqual(conflicts(after), told)
  after.sync.getState().acknowledgeConflict(on.session.id)
  assert.deepEqual(conflicts(after), [])
  const later = await relaunch(after, on)
  await later.engine.pull()
  assert.deepEqual(conflicts(later), [])
})

test('a conflict that was not acknowledged is still shown after a month: a compaction keeps its records', async () => {
  const { on, app, second } = await finished()
  const otherLoggedAt = finishedElsewhere(on, [oneSet(on, 8, second)])
  await app.engine.pull()
  const told = [{ kept: 'other', otherLoggedAt, revisionCount: 1 }]
  app.device.clock.advance(40 * 24 * 3_600_000)
  app.engine.compact('now')
  const after = await relaunch(app, on)
  assert.deepEqual(conflicts(after), told)
  after.sync.getState().acknowledgeConflict(on.session.id)
  after.session.getState().startSession({ ...newSession(), id: randomUUID() })
  after.device.clock.advance(40 * 24 * 3_600_000)
  after.engine.compact('now')
  assert.equal((await relaunch(after, on)).engine.logs.current().logs[on.session.id], undefined, 'seen, it may go')
})

test('a phone that is a year ahead keeps today’s workout, and shows a conflict with another log of it (simulator, seed 25980)', async () => {
  const { on, app, first, second } = await training('fine')
  app.device.clock.setWall(app.device.clock.wallMs() + 400 * 24 * 3_600_000)
  await app.engine.pull()
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await drained(app)
  app.session.getState().reset()
  app.engine.compact('now')
  const after = await relaunch(app, on)
  assert.equal(after.engine.logs.current().logs[on.session.id]?.ended?.at, 'finished')
  const otherLoggedAt = finishedElsewhere(on, [oneSet(on, 8, second)])
  await after.engine.pull()
  assert.deepEqual(conflicts(after), [{ kept: 'other', otherLoggedAt, revisionCount: 1 }])
})

test('a verdict that another device’s log counts is shown as a conflict', async () => {
  const { app } = await finished({ meets: { kept: 'other', otherLoggedAt: '2099-01-01T18:09:00.000Z' } })
  assert.deepEqual(conflicts(app), [{ kept: 'other', otherLoggedAt: '2099-01-01T18:09:00.000Z', revisionCount: 1 }])
})

test('a log that is replaced later becomes a conflict with the next pull', async () => {
  const { on, app, second } = await finished()
  assert.deepEqual(conflicts(app), [])
  const otherLoggedAt = finishedElsewhere(on, [oneSet(on, 8, second)])
  await app.engine.pull()
  assert.deepEqual(conflicts(app), [{ kept: 'other', otherLoggedAt, revisionCount: 1 }])
})

test('an edit on the same device is no conflict, and neither is a session that was never ended on this device', async () => {
  const { on, app, first } = await finished()
  on.meets = { kept: 'this', otherLoggedAt: on.session.logged_at }
  app.session.getState().startSession(on.session)
  app.session.getState().updateSet(first, heavy(6))
  app.session.getState().finish()
  await drained(app)
  assert.equal(on.session.revisionCount, 1)
  assert.deepEqual(conflicts(app), [])

  const { on: elsewhere, app: visitor } = await training('fine')
  elsewhere.session = { ...elsewhere.session, status: 'completed', version: 9, revisionCount: 3, logged_at: EARLIER }
  await visitor.engine.pull()
  assert.deepEqual(conflicts(visitor), [])
})

test('after OK to another device’s log this device continues from it: an edit does not bring the older log back', async () => {
  const { on, app, second } = await finished()
  finishedElsewhere(on, [oneSet(on, 8, second)])
  await app.engine.pull()
  app.sync.getState().acknowledgeConflict(on.session.id)
  assert.deepEqual(conflicts(app), [])
  app.session.getState().startSession(on.session)
  assert.deepEqual(
    Object.values(app.session.getState().actualSets).map(({ id, reps }) => [id, reps]),
    [[second, 8]],
  )
})

test('a chosen revision is shown at once, even offline, sent as one request, and no conflict with this device itself', async () => {
  const { on, app, second } = await finished({ meets: { kept: 'this', otherLoggedAt: EARLIER } })
  const revision = kept([oneSet(on, 8, second)])
  on.revisions = [revision]
  on.weather = 'offline'
  restoreLog(app.engine, app.programme()!.sessions[on.session.id]!, revision)
  const shown = (of: App) => {
    const { status, sync, actualSets, sessionRpe, notes } = of.view(on.session.id)
    return { status, sync, sets: actualSets.map(({ id, reps }) => [id, reps]), sessionRpe, notes }
  }
  const chosen = { status: 'completed', sync: 'waiting', sets: [[second, 8]], sessionRpe: 7, notes: 'iPad' }
  assert.deepEqual(shown(app), chosen)
  assert.deepEqual(conflicts(app), [])
  on.weather = 'fine'
  await cached(app, on)
  const after = await relaunch(app, on)
  await drained(after)
  assert.equal(on.effects.at(-1), `POST /v1/sessions/${on.session.id}/revisions/${revision.revisionId}/restore`)
  assert.deepEqual(shown(after), { ...chosen, sync: 'server' })
  assert.deepEqual(conflicts(after), [])
})

test('a log that was restored and finished again before it was sent has new stamps for its sets (simulator, seed 413118)', async () => {
  const { on, app, second } = await finished({ meets: { kept: 'this', otherLoggedAt: EARLIER } })
  on.weather = 'offline'
  restoreLog(app.engine, app.programme()!.sessions[on.session.id]!, kept([oneSet(on, 8, second)]))
  const restoredAt = (app.sync.getState().waiting[0]!.body as { logged_at: string }).logged_at
  app.session.getState().startSession(app.view(on.session.id))
  app.session.getState().finish()
  const [sent, ...others] = app.sync.getState().waiting
  const { actualSets } = sent!.body as CompleteBody
  // The server may hold a newer statement that the set was taken back.
  assert.deepEqual([actualSets.map(({ id, logged_at }) => [id, logged_at]), others], [[[second, restoredAt]], []])
})

test('missing sets are added: no set of the log that counts changes, all are finished again, and it is no conflict', async () => {
  const { on, app, first, second } = await finished({ meets: { kept: 'this', otherLoggedAt: EARLIER } })
  on.meets = { kept: 'this', otherLoggedAt: on.session.logged_at }
  const revision = kept([{ ...oneSet(on, 1, first), setOrder: 0 }, oneSet(on, 8, second)])
  addMissingSets(app.engine, app.programme()!.sessions[on.session.id]!, revision)
  const sent = app.sync.getState().waiting[0]!.body as CompleteBody
  assert.deepEqual(
    sent.actualSets.map(({ id, reps }) => [id, reps]),
    [
      [first, 5],
      [second, 8],
    ],
  )
  // All sets have new stamps: those that were taken back before count again.
  assert.deepEqual(new Set(sent.actualSets.map((set) => set.logged_at)), new Set([sent.logged_at]))
  await drained(app)
  assert.deepEqual(
    on.session.actualSets.map(({ reps }) => reps),
    [5, 8],
  )
  assert.deepEqual(conflicts(app), [])
  assert.deepEqual([app.view(on.session.id).sync, app.view(on.session.id).sessionRpe], ['server', null])
})

test('adding the missing sets also takes back what was unticked on this device: it supersedes the DELETE, like any completion', async () => {
  const { on, app, first, second } = await finished({ meets: { kept: 'this', otherLoggedAt: EARLIER } })
  const session = app.programme()!.sessions[on.session.id]!
  on.weather = 'offline'
  app.session.getState().startSession(on.session)
  app.session.getState().uncompleteSet(first)
  addMissingSets(app.engine, { ...session, actualSets: [] }, kept([oneSet(on, 8, second)]))
  const [sent, ...others] = app.sync.getState().waiting
  const { actualSets, takenBack } = sent!.body as CompleteBody
  assert.deepEqual([actualSets.map(({ id }) => id), takenBack?.map(takenBackId), others], [[second], [first], []])
})

test('a verdict that was lost and received later does not hide that another log counts meanwhile (simulator, seed 5868)', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  on.weather = 'answerLost'
  app.session.getState().finish()
  await until(() => on.effects.length === 2, 'the server took it')
  const otherLoggedAt = finishedElsewhere(on, [oneSet(on, 8, second)])
  on.weather = 'fine'
  app.sync.getState().syncNow()
  await drained(app)
  await app.engine.pull()
  assert.deepEqual(conflicts(app), [{ kept: 'other', otherLoggedAt, revisionCount: 1 }])
})

test('a set that overrides a skip of this device is no conflict; one that overrides a skip of another device is', async () => {
  for (const own of [true, false]) {
    const { on, app, first } = await training('fine')
    app.session.getState().reset()
    if (own) skipSession(app.engine, on.session.id, null, () => undefined)
    else {
      on.session = { ...on.session, status: 'skipped', logged_at: '2026-11-26T18:00:00.000Z', version: on.session.version + 1 }
      on.standingId = randomUUID()
    }
    app.sync.getState().syncNow()
    await drained(app)
    await app.engine.pull()
    app.session.getState().startSession(on.session)
    app.session.getState().completeSet(first, heavy(5))
    app.sync.getState().syncNow()
    await drained(app)
    assert.equal(on.session.revisionCount, 1)
    assert.equal(app.sync.getState().conflicts.length, 0, 'one that is in progress')
    app.session.getState().finish()
    app.sync.getState().syncNow()
    await drained(app)
    assert.equal(app.sync.getState().conflicts.length, own ? 0 : 1, own ? 'its own skip' : 'a skip of another device')
  }
})

test('when the verdict was lost, a device sees no conflict with its own operation (simulator, seed 130)', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().reset()
  skipSession(app.engine, on.session.id, null, () => undefined)
  app.sync.getState().syncNow()
  await drained(app)
  await app.engine.pull()
  app.session.getState().startSession(on.session)
  on.weather = 'answerLost'
  app.session.getState().completeSet(first, heavy(5))
  app.sync.getState().syncNow()
  await until(() => on.session.revisionCount === 1, 'the skip gave way')
  // A newer statement replaces the one whose verdict would have contained the conflict.
  app.session.getState().updateSet(first, heavy(6))
  on.weather = 'fine'
  app.session.getState().finish()
  app.sync.getState().syncNow()
  await drained(app)
  await app.engine.pull()
  assert.deepEqual([on.session.revisionCount, conflicts(app)], [1, []])
})

test('a workout that the server finished by itself and this device finishes later is no conflict', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  on.meets = { kept: 'this', otherLoggedAt: null }
  app.session.getState().finish()
  app.sync.getState().syncNow()
  await drained(app)
  assert.deepEqual([on.session.revisionCount, app.sync.getState().conflicts], [1, []])
})

const OWN = '2026-01-01T18:00:00.000Z'
const told = (more: Partial<SessionTold> = {}): SessionTold => ({
  ownLoggedAt: OWN,
  knownIds: new Set(['mine', 'mine too']),
  met: null,
  seen: 0,
  ...more,
})
const met = (revisionCount: number, subject: 'completion' | 'set' | 'skip' = 'completion'): SessionTold['met'] => ({
  subject,
  loggedAt: OWN,
  revisionCount,
  conflict: { revisionId: 'r', kept: 'this', otherLoggedAt: EARLIER },
})
const copy = (...logOperationIds: (string | null)[]) => ({
  ...newSession(),
  logged_at: EARLIER,
  revisionCount: logOperationIds.length - 1,
  logOperationIds,
})
const openOf = (of: SessionTold, session?: ReturnType<typeof copy>, waits = false) => openConflictOf(of, session, 's', waits)
const base = { sessionId: 's', ours: 'completion', ownLoggedAt: OWN } as const

test('a verdict that named another log is told until as many kept logs were seen', () => {
  const open = { ...base, kept: 'this', otherLoggedAt: EARLIER, revisionCount: 2 }
  assert.deepEqual(openOf(told({ met: met(2) })), open)
  assert.deepEqual(openOf(told({ met: met(2), seen: 1 })), open)
  assert.deepEqual([openOf(told({ met: met(2), seen: 2 })), openOf(told({ met: met(2, 'set') })), openOf(told())], [null, null, null])
  assert.equal(openOf(told({ met: met(2, 'skip') }))?.ours, 'skip')
  assert.equal(
    openOf(told({ met: met(2) }), { ...copy('mine'), revisionCount: 5 })?.revisionCount,
    5,
    'having seen this they have seen all',
  )
})

test('another device’s log is told where the server keeps more logs than the lifter knows of, and nothing waits', () => {
  const theirs = openOf(told(), copy('theirs', 'mine'))
  assert.deepEqual(theirs, { ...base, kept: 'other', otherLoggedAt: EARLIER, revisionCount: 1 })
  assert.deepEqual(openOf(told(), copy('mine', 'theirs')), { ...base, kept: 'this', otherLoggedAt: null, revisionCount: 1 })
  assert.equal(openOf(told(), copy('theirs', 'mine'), true), null, 'its verdict is still to come')
  assert.equal(openOf(told({ ownLoggedAt: null }), copy('theirs', 'mine')), null, 'this device ended nothing')
  assert.equal(openOf(told({ seen: 1 }), copy('theirs', 'mine')), null)
  assert.equal(openOf(told({ met: met(1), seen: 1 }), copy('mine', 'theirs')), null)
  assert.equal(openOf(told({ seen: 1 }), copy('mine', 'mine too', 'theirs'))?.revisionCount, 2)
  assert.equal(openOf(told({ met: met(1) }), copy('mine', 'mine too', 'theirs'))?.otherLoggedAt, null, 'one more than the verdict named')
})

test('logs nobody’s operation made, and those of this device, are no other device’s', () => {
  for (const session of [copy('mine', 'mine too'), copy(null, 'mine'), copy('mine', null), copy('theirs'), copy()])
    assert.equal(openOf(told(), session), null)
  assert.equal(openOf(told(), { ...newSession(), revisionCount: 3 } as ReturnType<typeof copy>), null, 'an older server names none')
})
