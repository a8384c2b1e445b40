import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DISCARDED_MS, followActivity, SENT_MAX, SENT_MS } from '../sync/engine/activity.ts'
import { growingJournal } from './growingJournal.ts'
import { operationAt } from './knownParts.ts'
import { minute } from './logParts.ts'
import { newSession } from './server.ts'

const id = (n: number): string => `0198c0de-0000-4000-8000-${String(n).padStart(12, '0')}`
const [sessionId, other] = [newSession(), newSession()].map((session) => session.id) as [string, string]
const AT = 1_800_000_000_000

/** An operation about the session, as the journal holds it. */
function enqueued(n: number, end = 'complete', body: object | null = { logged_at: minute(n) }, of = sessionId) {
  const { seq: _place, ...stored } = operationAt({ id: id(n), endpoint: `/v1/sessions/${of}/${end}`, lane: `session_${of}`, body })
  return { enqueue: stored }
}
const settled = (
  n: number,
  verdict: 'applied' | 'discarded' | 'rejected' | 'released',
  receipt: object = { version: 1, outcome: 'applied' },
) => ({
  settle: {
    id: id(n),
    verdict,
    ...(verdict === 'applied' ? { receipt } : {}),
    ...(verdict === 'rejected' ? { refusal: { code: 'x', status: 422, detail: '' } } : {}),
  },
})
const met = (otherOperationId: string | null | undefined, kept = 'other', revisionCount = 1) => ({
  version: 2,
  outcome: 'applied',
  revisionCount,
  conflict: { revisionId: id(99), kept, otherLoggedAt: minute(9), ...(otherOperationId === undefined ? {} : { otherOperationId }) },
})

/** What follows a journal with these records, and then these. */
function following(...first: object[]) {
  const journal = growingJournal(first)
  return { journal, activity: followActivity(journal, journal.guard), add: journal.add }
}

test('what was sent is told newest first, with when its verdict came, and no more than the last 50', () => {
  const { activity, add } = following(enqueued(1), enqueued(2, 'skip'), settled(1, 'applied'))
  add(settled(2, 'applied'), AT + 5)
  const { sent } = activity.current()
  assert.deepEqual(
    sent.map(({ operation, at }) => [operation.id, at]),
    [
      [id(2), AT + 5],
      [id(1), AT],
    ],
  )
  assert.deepEqual(sent[1]?.operation, { ...enqueued(1).enqueue, seq: 1 })
  for (let n = 3; n < SENT_MAX + 3; n++) [enqueued(n), settled(n, 'applied')].forEach((record) => add(record))
  const all = activity.current().sent
  assert.deepEqual([all.length, all[0]?.operation.id, all.at(-1)?.operation.id], [50, id(52), id(3)])
})

test('what was rejected, released or is not known here is not sent; several verdicts may come in one record', () => {
  const { activity } = following(enqueued(1), enqueued(2), enqueued(3), enqueued(4))
  const one = following(
    enqueued(1),
    enqueued(2),
    enqueued(3),
    { settle: [settled(1, 'rejected').settle, settled(2, 'released').settle] },
    settled(9, 'applied'),
  )
  assert.deepEqual(
    [activity.current(), one.activity.current()],
    [
      { sent: [], discarded: [] },
      { sent: [], discarded: [] },
    ],
  )
  one.add({ settle: [settled(1, 'applied').settle, settled(3, 'applied').settle] })
  assert.deepEqual(
    one.activity.current().sent.map(({ operation }) => operation.id),
    [id(3), id(1)],
  )
})

test('the conflicts nobody acknowledged are those since the last one: none before', () => {
  const { activity, add } = following()
  add({ event: { kind: 'conflictSeen', sessionId, revisionCount: 0 } })
  assert.equal(activity.toldOf(sessionId)?.seen, 0)
})

test('what was discarded is told newest first, until it is restored; what is kept here says so', () => {
  const { activity, add } = following(enqueued(1), enqueued(2), settled(1, 'discarded'))
  add({ event: { kind: 'keptHere', sessionId, operationId: id(2) }, ...settled(2, 'discarded') }, AT + 5)
  const discarded = () => activity.current().discarded.map(({ operation, at, keptHere }) => [operation.id, at, keptHere])
  assert.deepEqual(discarded(), [
    [id(2), AT + 5, true],
    [id(1), AT, false],
  ])
  add({ event: { kind: 'changeRestored', sessionId: null, operationId: id(1) } })
  assert.deepEqual(discarded(), [[id(2), AT + 5, true]])
  add({ event: { kind: 'keptHere', sessionId, operationId: id(7) } })
  add({ event: { kind: 'changeRestored', sessionId, operationId: 'no id' } })
  assert.deepEqual([discarded().length, activity.current().sent], [1, []])
})

test('the value is the same one until something changed', () => {
  const { activity, add } = following(enqueued(1), settled(1, 'discarded'))
  const [before, told] = [activity.current(), activity.toldOf(sessionId)]
  add({ event: { kind: 'setDrafted', sessionId } })
  assert.equal(activity.current(), before)
  assert.equal(activity.current().discarded, before.discarded)
  add(enqueued(2, 'skip', { logged_at: minute(4) }, other))
  assert.equal(activity.toldOf(sessionId), told, 'another session is another')
  assert.equal(activity.current().discarded, before.discarded)
  add(enqueued(3))
  assert.notEqual(activity.toldOf(sessionId), told)
  assert.deepEqual([told?.knownIds.size, activity.toldOf(sessionId)?.knownIds.size], [1, 2], 'what was handed out stays as it was')
  assert.equal(activity.toldOf(newSession().id), undefined)
})

test('who listens hears of each change, until they stop, whatever another listener throws', () => {
  const { activity, journal, add } = following()
  let heard = 0
  activity.subscribe(() => {
    throw new Error('broken screen')
  })
  const stop = activity.subscribe(() => heard++)
  add({ event: { kind: 'setDrafted', sessionId } })
  assert.equal(heard, 0)
  add(enqueued(1))
  activity.current()
  add(settled(1, 'applied'))
  assert.deepEqual([heard, journal.caught], [2, ['a listener of the activity', 'a listener of the activity']])
  stop()
  activity.current()
  add(enqueued(2))
  assert.equal(heard, 2)
})

test('a session was ended here last as its latest completion, skip or restore says; a set ends nothing', () => {
  const { activity, add } = following(enqueued(1))
  const own = () => activity.toldOf(sessionId)
  add(enqueued(2, 'sets/s1'))
  assert.deepEqual([own()?.ownLoggedAt, [...own()!.knownIds]], [minute(1), [id(1), id(2)]])
  add(enqueued(3, 'skip'))
  add(enqueued(4, 'skip', {}))
  add(enqueued(5, 'skip', null))
  add(enqueued(6, 'pause'))
  assert.deepEqual([own()?.ownLoggedAt, own()?.knownIds.size], [minute(3), 3])
})

test('two logs met where a verdict on the end of a session names one that nobody here made', () => {
  const metBy = (end: string, receipt: object, ...before: object[]) => {
    const { activity } = following(...before, enqueued(1, end), settled(1, 'applied', receipt))
    const told = activity.toldOf(sessionId)
    assert.equal(activity.met.has(sessionId), told?.met !== null)
    return told?.met ?? null
  }
  const found = met(id(50), 'this', 3)
  const { conflict, revisionCount } = found
  assert.deepEqual(metBy('complete', found), { subject: 'completion', loggedAt: minute(1), conflict, revisionCount })
  assert.equal(metBy('skip', found)?.subject, 'skip')
  assert.equal(metBy('revisions/r/restore', found), null, 'the lifter asked for it')
  assert.equal(metBy('revisions/r/restore', met(id(50)))?.subject, 'restore')
  assert.equal(metBy('sets/s1', found), null, 'a set makes a skip give way')
  assert.equal(metBy('complete', met(id(2)), enqueued(2, 'skip')), null, 'a log of this device')
  assert.deepEqual([metBy('complete', met(null)), metBy('complete', met(undefined))], [null, null], 'no operation made it')
  assert.deepEqual([metBy('complete', { version: 1, outcome: 'applied' }), metBy('complete', {})], [null, null])
})

test('a verdict is no news of a session where the operation is about none, or says no stamp', () => {
  const { activity } = following(
    enqueued(1, 'pause'),
    settled(1, 'applied', met(id(50))),
    enqueued(2, 'complete', {}),
    settled(2, 'applied', met(id(50))),
  )
  assert.deepEqual([activity.toldOf(sessionId), activity.current().sent.length, activity.met.size], [undefined, 2, 0])
})

test('what the lifter knew when the session was begun, or settled on, is no news; what was kept later is', () => {
  const session = { ...newSession(), revisionCount: 2, logOperationIds: [id(50), null] }
  const begun = (of: object) => ({ event: { kind: 'sessionStarted', sessionId: session.id, session: of, startedAt: minute(0) } })
  const { activity, add } = following(begun(session))
  const told = () => activity.toldOf(session.id)
  assert.deepEqual(told(), { ownLoggedAt: null, knownIds: new Set([id(50)]), met: null, seen: 2 })
  add(begun({ ...session, revisionCount: 5, logOperationIds: [id(51)] }))
  assert.deepEqual([told()?.seen, told()?.knownIds.size], [2, 1], 'a second start tells nothing')
  const log = {
    startedAt: minute(0),
    completedAt: minute(9),
    planVersion: 1,
    sessionRpe: null,
    notes: '',
    actualSets: [],
    logged_at: minute(9),
  }
  const settledOn = (revisionCount: number, of: string) => ({
    event: { kind: 'logReplaced', sessionId: session.id, session: { ...session, revisionCount, logOperationIds: [of] }, log },
  })
  add(settledOn(4, id(52)))
  add(settledOn(3, id(53)))
  assert.deepEqual([told()?.seen, [...told()!.knownIds]], [4, [id(50), id(52), id(53)]])
  add({ event: { kind: 'conflictSeen', sessionId: session.id, revisionCount: 6 } })
  add({ event: { kind: 'conflictSeen', sessionId: session.id, revisionCount: 5 } })
  assert.equal(told()?.seen, 6)
})

test('a record that cannot be read is no news', () => {
  const { activity } = following(
    { event: { kind: 'sessionStarted', sessionId, session: {} } },
    { event: { kind: 'logReplaced', sessionId } },
    { event: { kind: 'conflictSeen', sessionId } },
    { event: null },
    {},
  )
  assert.deepEqual([activity.toldOf(sessionId), activity.current()], [undefined, { sent: [], discarded: [] }])
})

test('what was sent is of use for a week, and what was discarded can be restored for 30 days', () => {
  assert.deepEqual([SENT_MS, DISCARDED_MS], [604_800_000, 2_592_000_000])
})
