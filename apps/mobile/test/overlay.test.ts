import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attention, SlotState } from '@holdfast/outbox'
import type { Session } from '@holdfast/contract'
import { overlay, standingOf, type SessionView } from '../sync/session/overlay.ts'
import type { Known } from '../sync/session/known.ts'
import type { SessionLog } from '../sync/session/sessionLog.ts'
import { applied, attention, discarded, knownOf, operationAt, refusal, waiting } from './knownParts.ts'
import { logAfter, minute, sessionOf, setOf, type About } from './logParts.ts'

const finish: About = { kind: 'sessionFinished', completedAt: minute(60), logged_at: minute(61) }
const skipped: About = { kind: 'sessionSkipped', reason: 'sick', logged_at: minute(3) }
const done = (id: string, more: object = {}): About => ({ kind: 'setCompleted', set: setOf(id, more) })
const reopened: About = { kind: 'sessionReopened' }

/** What the screen shows of a session: its status, its stage and how far it has come. */
const shown = ({ status, stage, sync }: SessionView) => [status, stage, sync]
const at = (session: Partial<Session>, known: Partial<Known>) => overlay(sessionOf(session), knownOf(known))
const setIds = ({ actualSets }: SessionView) => actualSets.map(({ id }) => id)
const completed = { status: 'completed', startedAt: minute(2), completedAt: minute(50), logged_at: minute(51) } as const

test('a session nothing was done in here is as the server tells it', () => {
  const session = sessionOf({ actualSets: [setOf('s1')], notes: 'theirs' })
  assert.deepEqual(overlay(session, knownOf({})), { ...session, status: 'planned', stage: 'planned', sync: 'server', rejected: [] })
  const stages = (['planned', 'in_progress', 'completed', 'skipped'] as const).map((status) => at({ status }, {}).stage)
  assert.deepEqual(stages, ['planned', 'going', 'finished', 'skipped'])
})

test('a session that goes on here shows the log: its sets in order, its words and its start, and no end', () => {
  const log = logAfter(
    done('s2', { setOrder: 1 }),
    done('s1'),
    { kind: 'notesWritten', notes: 'mine' },
    { kind: 'sessionRpeSet', sessionRpe: 9 },
  )
  const view = at({ startedAt: null }, { log, waits: true, setState: () => waiting() })
  assert.deepEqual(shown(view), ['in_progress', 'going', 'waiting'])
  assert.deepEqual(
    [setIds(view), view.notes, view.sessionRpe, view.startedAt, view.completedAt],
    [['s1', 's2'], 'mine', 9, minute(0), null],
  )
})

test('a session that goes on here has its own waiting sets over those of the server', () => {
  const log = logAfter(done('s1', { reps: 8 }))
  const told = { version: 6, actualSets: [setOf('s1', { reps: 3 }), setOf('p1', { setOrder: 2 })] }
  const reps = (setState: Known['setState']) => at(told, { log, setState }).actualSets.map((set) => set.reps)
  assert.deepEqual(
    [reps(() => waiting()), reps(() => attention()), reps(() => applied({ version: 6 }))],
    [
      [8, 5],
      [8, 5],
      [3, 5],
    ],
  )
})

test('a finish that waits, or is newer than the copy, shows the log as finished', () => {
  const log = logAfter(done('s2', { setOrder: 1 }), done('s1'), finish)
  for (const state of [{ completion: waiting() }, { completion: applied({ version: 6 }) }, { restore: waiting() }] as const) {
    const view = at({ actualSets: [setOf('p1')], notes: 'theirs' }, { log, ...state })
    assert.deepEqual(
      [shown(view), setIds(view), view.completedAt, view.notes],
      [['completed', 'finished', 'server'], ['s1', 's2'], minute(60), ''],
    )
    assert.deepEqual([view.title, view.scheduledOn, view.plan.length], ['Lower A', '2027-01-15', 2])
  }
})

test('a finish that the copy holds, that lost, or that is kept nowhere shows the copy', () => {
  const log = logAfter(done('s1'), finish)
  const copy = { ...completed, version: 6, actualSets: [setOf('p1')] }
  for (const completion of [applied({ version: 6 }), applied({ version: 9, outcome: 'superseded' }), null]) {
    const view = at(copy, { log, completion, setState: () => completion })
    assert.deepEqual([shown(view), setIds(view), view.completedAt], [['completed', 'finished', 'server'], ['p1'], minute(50)])
  }
})

test('a finish kept on this device only shows the log as finished, and says so', () => {
  const log = logAfter(done('s1'), finish)
  for (const slot of ['session_completion_lower', 'session_restore_lower']) {
    const view = at({}, { log, keptHere: [operationAt({ slot })] })
    assert.deepEqual([shown(view), setIds(view)], [['completed', 'finished', 'here'], ['s1']])
  }
  assert.deepEqual(shown(at({}, { log, keptHere: [operationAt({ slot: 'session_skip_upper' })] })), ['planned', 'planned', 'here'])
})

test('a rejected finish leaves the session going, with all that was lifted', () => {
  const log = logAfter(done('s1'), finish)
  const rejected = [rejection('complete')]
  for (const completion of [attention(), discarded]) {
    const view = at({}, { log, completion, rejected, setState: () => attention() })
    assert.deepEqual([shown(view), setIds(view)], [['in_progress', 'notFinished', 'attention'], ['s1']])
  }
})

test('a session that goes on shows no rejected end of before', () => {
  const ends = [rejection('complete'), rejection('skip')]
  assert.equal(at({}, { log: logAfter(done('s1')), rejected: ends }).stage, 'going')
  assert.equal(at({ status: 'in_progress' }, { rejected: ends }).stage, 'notFinished', 'without a log they are told')
  assert.equal(at({}, { rejected: [rejection('skip')] }).stage, 'notSkipped')
  assert.equal(at({}, { rejected: [rejection('sets/s1')] }).stage, 'planned')
})

test('a skip that waits shows its reason; a rejected one leaves the session as it was', () => {
  const log = logAfter(skipped)
  const waits = waiting(operationAt({ body: { reason: 'sick' } }))
  const view = at({ skipReason: 'theirs' }, { log, skip: waits, waits: true })
  assert.deepEqual([shown(view), view.skipReason, view.title], [['skipped', 'skipped', 'waiting'], 'sick', 'Lower A'])
  assert.deepEqual(shown(at({}, { skip: waits })), ['skipped', 'skipped', 'server'], 'also where nothing was begun')
  for (const skip of [attention(), discarded])
    assert.deepEqual(shown(at({}, { log, skip, rejected: [rejection('skip')] })), ['in_progress', 'notSkipped', 'attention'])
})

test('a skip the server took for newer than the copy shows the reason it has; a log that goes on stands over it', () => {
  const skip = applied({ version: 9 })
  const view = at({ skipReason: 'theirs' }, { log: logAfter(skipped), skip })
  assert.deepEqual([shown(view), view.skipReason], [['skipped', 'skipped', 'server'], 'theirs'])
  assert.deepEqual(shown(at({}, { log: logAfter(done('s1')), skip })), ['in_progress', 'going', 'server'])
  assert.deepEqual(shown(at({}, { log: logAfter(done('s1')), skip: waiting() })), ['in_progress', 'going', 'server'])
})

test('a skip kept on this device only shows as skipped, with its reason', () => {
  const kept = operationAt({ slot: 'session_skip_lower', body: { reason: 'tired' } })
  const view = at({}, { log: logAfter(skipped), keptHere: [kept] })
  assert.deepEqual([shown(view), view.skipReason], [['skipped', 'skipped', 'here'], 'tired'])
})

test('a finished copy is shown with what waits or is kept of its sets here, and nothing else of the log', () => {
  const log = logAfter(done('s1', { reps: 8 }), done('s2', { setOrder: 1, reps: 9 }), { kind: 'notesWritten', notes: 'mine' })
  const copy = { ...completed, version: 6, actualSets: [setOf('s1', { reps: 3 }), setOf('s2', { setOrder: 1, reps: 4 })], notes: 'theirs' }
  const reps = (known: Partial<Known>) => at(copy, { log, ...known }).actualSets.map((set) => set.reps)
  assert.deepEqual(reps({ setState: (id) => (id === 's1' ? waiting() : attention()) }), [8, 4])
  assert.deepEqual(reps({ setState: () => applied({ version: 7 }) }), [8, 9], 'the copy is older than the answer')
  assert.deepEqual(reps({ setState: () => applied({ version: 6 }) }), [3, 4])
  assert.deepEqual(reps({ keptHere: [operationAt({ slot: 'set_lower_s2' })] }), [3, 9])
  assert.deepEqual(at(copy, { log }).notes, 'theirs')
})

test('a finish another device made is shown over a log that goes on; the one that was taken back here is not', () => {
  const ids = ['theirs', 'mine']
  const copy = { ...completed, version: 6, actualSets: [setOf('p1')] }
  assert.deepEqual(shown(at(copy, { log: logAfter(done('s1')) })), ['completed', 'finished', 'server'])
  const log = logAfter(done('s1'), finish, reopened)
  const stage = (logOperationIds: (string | null)[] | undefined, completion: SlotState | null) =>
    at({ ...copy, ...(logOperationIds ? { logOperationIds } : {}) }, { log, completion }).stage
  const mine = applied({ version: 6, id: 'mine' })
  assert.deepEqual([stage(undefined, mine), stage(['mine'], mine), stage(ids, mine)], ['going', 'going', 'finished'])
  assert.deepEqual([stage([null, 'mine'], mine), stage(ids, null), stage(ids, waiting())], ['going', 'going', 'going'])
  assert.equal(at({ ...copy, status: 'in_progress', logOperationIds: ids }, { log, completion: mine }).stage, 'going')
})

test('a start without a set gives way to a skip another device made since', () => {
  const stage = (session: Partial<Session>, log: SessionLog, skip: SlotState | null = null) =>
    at({ status: 'skipped', ...session }, { log, skip }).stage
  assert.equal(stage({ version: 6 }, logAfter()), 'skipped')
  assert.equal(stage({ version: 5 }, logAfter()), 'going', 'the lifter knew of it when starting')
  assert.equal(stage({ version: 6 }, logAfter(done('s1'))), 'going', 'a set was logged')
  assert.equal(stage({ version: 6, status: 'planned' }, logAfter()), 'going')
  assert.equal(stage({ version: 6 }, logAfter(), applied({ version: 6 })), 'going', 'it is the own skip of before')
  assert.equal(stage({ version: 6 }, logAfter(), applied({ version: 5 })), 'skipped', 'the own skip was before that one')
  assert.equal(stage({ version: 6 }, logAfter(finish)), 'skipped')
})

test('how far it has come: what was rejected, else what waits, else what is kept here', () => {
  const rejected = [rejection('sets/s1')]
  const keptHere = [operationAt({})]
  const sync = (known: Partial<Known>) => standingOf(sessionOf(), knownOf(known)).sync
  assert.deepEqual(
    [sync({ rejected, waits: true, keptHere }), sync({ waits: true, keptHere }), sync({ keptHere }), sync({})],
    ['attention', 'waiting', 'here', 'server'],
  )
})

test('of what was rejected the end of the session comes first, then a restored log, a skip and the sets', () => {
  const ends = ['sets/s1', 'skip', 'elsewhere', 'revisions/r/restore', 'complete'].map(rejection)
  const { rejected } = standingOf(sessionOf(), knownOf({ rejected: ends }))
  assert.deepEqual(
    rejected.map(({ operation }) => operation.endpoint.split('/').slice(4).join('/')),
    ['complete', 'revisions/r/restore', 'skip', 'sets/s1', 'elsewhere'],
  )
})

function rejection(end: string): Attention {
  return { operation: operationAt({ endpoint: `/v1/sessions/lower/${end}` }), refusal, at: 0 }
}
