import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalRecord } from '@holdfast/journal'
import { liveRecords, worthCompacting, type Needs } from '../sync/engine/liveRecords.ts'
import { drained, heavy, relaunch, training, type App } from './app.ts'
import { until } from './device.ts'
import { newSession } from './server.ts'

const DAY_MS = 24 * 3_600_000
const MONTH_MS = 30 * DAY_MS

/** What `liveRecords` needs of this phone, `afterMs` after the end of the first session. */
function needsOf(app: App, sessionId: string, afterMs: number): Needs {
  const { outbox, activity, logs } = app.engine
  const { ended } = logs.current().logs[sessionId]!
  const endMs = ended?.at === 'finished' ? Date.parse(ended.logged_at) : app.device.clock.wallMs()
  return {
    records: recordsOf(app),
    outbox,
    activity,
    logs: logs.current(),
    programme: app.programme(),
    wallMs: endMs + afterMs,
    nowMs: endMs + afterMs,
  }
}

const recordsOf = (app: App): JournalRecord[] => (JSON.parse(app.engine.exportEverything().json) as { records: JournalRecord[] }).records

/** The numbers of the records that a compaction would drop. */
const dropped = (needs: Needs): number[] => {
  const isLive = liveRecords(needs)
  return needs.records.filter((record) => !isLive(record)).map(({ seq }) => seq)
}

/** A workout that the server has, then another session on screen. All records but the last are about the workout. */
async function finished() {
  const { on, app, all } = await training('fine')
  for (const id of all) app.session.getState().completeSet(id, heavy(5))
  app.session.getState().finish()
  await drained(app)
  app.session.getState().startSession({ ...newSession(), id: crypto.randomUUID() })
  const sessionId = on.session.id
  const own = recordsOf(app)
    .slice(0, -1)
    .map(({ seq }) => seq)
  const after = (ms: number, other: Partial<Needs> = {}) => dropped({ ...needsOf(app, sessionId, ms), ...other })
  return { on, app, sessionId, own, after, all }
}

test('a finished workout that the server has stays for 30 days after its end, to the millisecond, and is then dropped whole', async () => {
  const { own, after } = await finished()
  assert.deepEqual(after(MONTH_MS - 1), [])
  assert.deepEqual(after(MONTH_MS), own)
})

test('the 30 days are of the corrected clock: the wall clock of the device, ahead or behind, changes nothing', async () => {
  const { own, after } = await finished()
  assert.deepEqual(after(MONTH_MS - 1, { wallMs: Date.now() + 20 * 365 * DAY_MS }), [])
  assert.deepEqual(after(MONTH_MS, { wallMs: 0 }), own)
})

test('it stays while the server’s copy is missing, or older than its verdict; a newer copy is good enough', async () => {
  const { app, sessionId, own, after } = await finished()
  const programme = app.programme()!
  const copy = programme.sessions[sessionId]!
  const withVersion = (version: number) => ({ programme: { ...programme, sessions: { [sessionId]: { ...copy, version } } } })
  assert.deepEqual(after(31 * DAY_MS, withVersion(copy.version - 1)), [])
  assert.deepEqual(after(31 * DAY_MS, withVersion(copy.version)), own)
  assert.deepEqual(after(31 * DAY_MS, withVersion(copy.version + 1)), own)
  assert.deepEqual(after(31 * DAY_MS, { programme: { ...programme, sessions: {} } }), [])
  assert.deepEqual(after(31 * DAY_MS, { programme: undefined }), [])
})

test('it stays while its finish has no verdict, or was discarded', async () => {
  const { app, after } = await finished()
  const { outbox } = app.engine
  for (const state of [null, { at: 'discarded', id: 'o' }] as const)
    assert.deepEqual(after(400 * DAY_MS, { outbox: { ...outbox, stateOf: () => state } }), [])
})

test('it stays while it was the last session on screen, and is dropped when another one is', async () => {
  const { app, sessionId, own, after } = await finished()
  const { logs } = needsOf(app, sessionId, 0)
  assert.deepEqual(after(31 * DAY_MS, { logs: { ...logs, lastId: sessionId } }), [])
  assert.deepEqual(after(31 * DAY_MS, { logs: { ...logs, currentId: null } }), own)
})

test('a session that is in progress, taken back, or skipped stays, however old', async () => {
  const { app, sessionId, after } = await finished()
  const { logs } = needsOf(app, sessionId, 0)
  const log = logs.logs[sessionId]!
  for (const ended of [null, { at: 'skipped', reason: null } as const])
    assert.deepEqual(after(400 * DAY_MS, { logs: { ...logs, logs: { ...logs.logs, [sessionId]: { ...log, ended } } } }), [])
})

test('it stays while anything of it waits: a set of years ago is sent first', async () => {
  const { on, app, sessionId, own, after, all } = await finished()
  on.weather = 'offline'
  app.session.getState().startSession(app.programme()!.sessions[sessionId]!)
  app.session.getState().updateSet(all[0]!, heavy(6))
  app.session.getState().startSession({ ...newSession(), id: crypto.randomUUID() })
  assert.equal(app.sync.getState().waiting.length, 1)
  assert.deepEqual(after(400 * DAY_MS), [])
  on.weather = 'fine'
  app.engine.syncNow()
  await drained(app)
  await until(() => after(400 * DAY_MS).length > own.length, 'what waited is on the server')
})

test('a rejected set needs attention after 31 days and a compaction, also after a restart, and its workout stays', async () => {
  const { on, app, sessionId, own, after, all } = await finished()
  on.weather = 'refuses'
  app.session.getState().startSession(app.programme()!.sessions[sessionId]!)
  app.session.getState().updateSet(all[0]!, heavy(999))
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().attention.length === 1, 'it is refused')
  on.weather = 'offline'
  app.session.getState().startSession({ ...newSession(), id: crypto.randomUUID() })
  assert.deepEqual(after(31 * DAY_MS), [])
  const before = JSON.stringify([app.sync.getState().attention, app.engine.logs.current()])
  app.device.clock.advance(31 * DAY_MS)
  app.engine.compact('now')
  const again = await relaunch(app, on)
  assert.equal(JSON.stringify([again.sync.getState().attention, again.engine.logs.current()]), before)
  again.engine.compact('now')
  const third = await relaunch(again, on)
  assert.equal(third.sync.getState().attention.length, 1)
  assert.equal(third.engine.logs.current().logs[sessionId]!.actualSets[all[0]!]!.reps, 999)
  assert.ok(own.length > 0)
})

test('a discarded change can be restored for 30 days of the wall clock, to the millisecond; one kept on this device stays for ever', async () => {
  for (const isKept of [false, true]) {
    const { on, app, sessionId, after, all } = await finished()
    on.weather = 'refuses'
    app.session.getState().startSession(app.programme()!.sessions[sessionId]!)
    app.session.getState().updateSet(all[0]!, heavy(999))
    app.sync.getState().syncNow()
    await until(() => app.sync.getState().attention.length === 1, 'it is refused')
    const { id } = app.sync.getState().attention[0]!.operation
    if (isKept) app.sync.getState().keepHere(sessionId)
    else app.sync.getState().discard(id)
    on.weather = 'offline'
    app.session.getState().startSession({ ...newSession(), id: crypto.randomUUID() })
    const discardedAtMs = app.engine.activity.current().discarded[0]!.at
    const stays = (wallMs: number): boolean => after(400 * DAY_MS, { wallMs }).length === 0
    assert.deepEqual(
      [discardedAtMs + MONTH_MS - 1, discardedAtMs + MONTH_MS, discardedAtMs + 400 * DAY_MS].map(stays),
      isKept ? [true, true, true] : [true, false, false],
    )
  }
})

test('a discarded change keeps only the records of its own session', async () => {
  const { on, app, own, after } = await finished()
  on.weather = 'refuses'
  app.session.getState().completeSet(app.session.getState().plannedSets[0]!.id, heavy(999))
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().attention.length === 1, 'it is refused')
  assert.deepEqual(after(31 * DAY_MS), own)
  app.sync.getState().discard(app.sync.getState().attention[0]!.operation.id)
  assert.deepEqual(after(31 * DAY_MS, { wallMs: 0 }), own)
})

test('one answer about two sessions stays until both are over; a record about no session, or an unknown one, stays for ever', async () => {
  const { app, sessionId, own, after } = await finished()
  const records = recordsOf(app)
  const open = records.at(-1)!.event as { sessionId: string }
  const { id } = records.map(({ enqueue }) => enqueue as { id: string } | undefined).find((enqueue) => enqueue)!
  const other = {
    id: crypto.randomUUID(),
    lane: `session_${open.sessionId}`,
    endpoint: '/v1/x',
    method: 'PUT',
    body: null,
    slot: 's',
    v: 1,
  }
  const settle = (...ids: string[]) => ids.map((one) => ({ id: one, verdict: 'applied', receipt: null }))
  const added: JournalRecord[] = [
    { seq: 1001, at: 1, enqueue: { ...other, createdAt: 1 } },
    { seq: 1002, at: 1, settle: settle(id, other.id) },
    { seq: 1003, at: 1, settle: settle(id) },
    { seq: 1004, at: 1, settle: settle(id, 'unknown') },
    { seq: 1005, at: 1, settle: settle('unknown') },
    { seq: 1006, at: 1 },
    { seq: 1007, at: 1, event: { kind: 'fromTheFuture' } },
    { seq: 1008, at: 1, event: { kind: 'keptHere', sessionId, operationId: id } },
    { seq: 1009, at: 1, event: 'text' },
  ]
  assert.deepEqual(after(31 * DAY_MS, { records: [...records, ...added] }), [...own, 1003, 1008])
})

test('a record that this version cannot read whole is not dropped', async () => {
  const { app, sessionId, own, after } = await finished()
  const records = recordsOf(app)
  const later: JournalRecord = {
    seq: 1001,
    at: 1,
    event: { kind: 'conflictSeen', sessionId },
    enqueue: { id: 'o', shape: 'of a later app' },
  }
  const { outbox } = app.engine
  const knowing = { ...outbox, snapshot: () => ({ ...outbox.snapshot(), foreign: [later] }) } as typeof outbox
  assert.deepEqual(after(31 * DAY_MS, { records: [...records, later], outbox: knowing }), own)
})

test('a workout with an event of a later app version stays whole: that version reads it when it is installed again', async () => {
  const { app, sessionId, after } = await finished()
  const later: JournalRecord = { seq: 1001, at: 1, event: { kind: 'fromTheFuture', sessionId } }
  assert.deepEqual(after(400 * DAY_MS, { records: [...recordsOf(app), later] }), [])
})

test('a compaction is worth its cost from 2,000 records on of which more than half can be dropped', () => {
  const records = Array.from({ length: 2_000 }, (_, index): JournalRecord => ({ seq: index + 1, at: 1 }))
  const worth = (count: number, live: number) => worthCompacting(records.slice(0, count), ({ seq }) => seq <= live)
  assert.deepEqual([worth(1_999, 0), worth(2_000, 0), worth(2_000, 999), worth(2_000, 1_000)], [false, true, true, false])
})

test('a record without an event goes with the lane of its operation; one whose lane nobody knows stays', async () => {
  const { app, sessionId, own } = await finished()
  const needs = needsOf(app, sessionId, 31 * DAY_MS)
  const [first] = needs.records.flatMap((record) => (record.enqueue ? [record] : [])) as [JournalRecord]
  const { event: _event, ...bare } = first
  const unknown = { settle: { id: 'nobody', verdict: 'applied', receipt: null } }
  const records = [...needs.records, { ...bare, seq: 900 }, { seq: 901, at: 0, ...unknown }, { seq: 902, at: 0 }]
  assert.deepEqual(dropped({ ...needs, records }), [...own, 900])
})

test('it stays while the lifter has not said that they know of another log of it', async () => {
  const { app, sessionId, own, after } = await finished()
  const programme = app.programme()!
  const copy = programme.sessions[sessionId]!
  const logOperationIds = [crypto.randomUUID(), crypto.randomUUID()]
  const told = { programme: { ...programme, sessions: { [sessionId]: { ...copy, revisionCount: 1, logOperationIds } } } }
  assert.deepEqual([after(31 * DAY_MS, told), after(31 * DAY_MS)], [[], own])
})
