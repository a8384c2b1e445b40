import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryMedium, newDisk, virtualClock } from '@holdfast/journal/testing'
import { answerOf, type Answer, type HttpAnswer } from '../src/index.ts'
import { applied, completion, offline, phone, rejected, set } from './phone.ts'

// Faults seen in the queues of other libraries, one test each. The names say in which.

const slots = (operations: readonly { slot: string }[]) => operations.map(({ slot }) => slot)
const busy: Answer = { kind: 'unanswered', why: 'busy' }
const kindOf = (status: number, body: unknown) => {
  const http: HttpAnswer = { status, body, retryAfter: null, date: null }
  return answerOf(http, 'op', () => null).kind
}

test('redux-offline: a network failure without a status is not a reason to discard', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.advance(24 * 3_600_000)
  assert.deepEqual(lifter.waiting(), ['set_s1_1'])
})

test('redux-offline: a 502 web page that calls itself JSON is unanswered', () => {
  assert.equal(kindOf(502, undefined), 'unanswered')
  assert.equal(kindOf(502, { operationId: 'op', code: 'x' }), 'unanswered')
})

test('redux-offline, matrix: 408, 425 and 429 are tried again, 401 is about the sign-in, and none of them drops anything', () => {
  for (const status of [408, 425, 429]) assert.equal(kindOf(status, { operationId: 'op', code: 'x' }), 'unanswered')
  assert.equal(kindOf(401, { operationId: 'op', code: 'x' }), 'unauthorized')
})

test('redux-offline: what is enqueued right after the start is not overwritten by what was on disk', () => {
  const before = phone(() => offline)
  before.outbox.enqueue(set('s1', '1'), {})
  const lifter = before.restart(() => offline)
  lifter.outbox.enqueue(set('s1', '2'), {})
  assert.deepEqual(lifter.restart().waiting(), ['set_s1_1', 'set_s1_2'])
})

test('redux-offline, Expensify, offline-transactions: there is no last try', () => {
  let answer: Answer = busy
  const lifter = phone(() => answer)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.advance(30 * 24 * 3_600_000)
  assert.ok(lifter.sent.length > 1_000)
  answer = applied
  lifter.clock.advance(300_000)
  assert.deepEqual(lifter.waiting(), [])
})

test('TanStack Query, urql, Workbox: an operation in flight is on disk', () => {
  const lifter = phone(() => 'hangs')
  for (const session of ['s1', 's2', 's3']) lifter.outbox.enqueue(set(session, '1'), {})
  assert.equal(lifter.outbox.snapshot().sending.length, 3)
  assert.deepEqual(lifter.restart(() => offline).waiting(), ['set_s1_1', 'set_s2_1', 'set_s3_1'])
})

test('TanStack Query: a year later, in a later version of the app, everything is still there', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.close()
  const clock = virtualClock(lifter.clock.wallMs() + 365 * 24 * 3_600_000)
  const later = phone(() => applied, { disk: lifter.disk, clock, upcast: (stored) => ({ ...stored, v: 7 }), firstId: 50 })
  later.outbox.drain()
  assert.deepEqual(slots(later.sent), ['set_s1_1'])
})

test('TanStack Query: one failure of the first attempt after a restart does not end an operation', () => {
  const before = phone(() => offline)
  before.outbox.enqueue(set('s1', '1'), {})
  let tries = 0
  const lifter = before.restart(() => (tries++ === 0 ? offline : applied))
  lifter.outbox.drain()
  lifter.clock.advance(1_000)
  assert.deepEqual(lifter.waiting(), [])
})

test('TanStack Query: after a create is rejected, what depends on it is not sent', () => {
  const lifter = phone(({ slot }) => (slot === 'create' ? rejected : applied))
  lifter.outbox.enqueue({ ...set('s1', 'x'), slot: 'create' }, {})
  lifter.outbox.enqueue({ ...set('s1', 'child'), after: ['create'] }, {})
  lifter.clock.advance(3_600_000)
  assert.deepEqual(slots(lifter.sent), ['create'])
})

test('TanStack Query, apollo-link-queue: 200 operations of 10 sessions are sent without one session being reordered', () => {
  const before = phone(() => offline)
  for (let n = 0; n < 200; n++) before.outbox.enqueue(set(`s${n % 10}`, `${n}`), {})
  const lifter = before.restart(() => applied)
  lifter.outbox.drain()
  assert.equal(lifter.sent.length, 200)
  assert.ok(lifter.requests.length <= 8, `${lifter.requests.length} requests`)
  for (let session = 0; session < 10; session++) {
    const seqs = lifter.sent.filter(({ lane }) => lane === `s${session}`).map(({ seq }) => seq)
    assert.deepEqual(
      seqs,
      [...seqs].sort((a, b) => a - b),
    )
  }
})

test('offline-transactions: a verdict is never read from the text of a message', () => {
  assert.equal(kindOf(200, { message: 'Request timed out after 4000 ms' }), 'unanswered')
  assert.equal(kindOf(500, { operationId: 'op', code: 'x', detail: 'upstream said 422' }), 'unanswered')
})

test('offline-transactions: a real 404, 409 or 413 of ours is a verdict at once and blocks nothing', () => {
  for (const status of [404, 409, 413]) assert.equal(kindOf(status, { operationId: 'op', code: 'x' }), 'rejected')
  const lifter = phone(({ slot }) => (slot === 'set_s1_1' ? rejected : applied))
  for (const session of ['s1', 's2']) lifter.outbox.enqueue(set(session, '1'), {})
  lifter.outbox.enqueue(set('s1', '2'), {})
  lifter.clock.advance(60_000)
  assert.deepEqual(lifter.waiting(), [])
})

test('offline-transactions: operations made in the same millisecond keep their order across a restart', () => {
  const before = phone(() => offline)
  for (let n = 0; n < 30; n++) before.outbox.enqueue(set('s1', `${n}`), {})
  const lifter = before.restart(() => applied)
  lifter.outbox.drain()
  assert.deepEqual(
    slots(lifter.sent),
    Array.from({ length: 30 }, (_, n) => `set_s1_${n}`),
  )
})

test('offline-transactions: one set and fifty changes to it are one operation', () => {
  const lifter = phone(() => offline)
  for (let reps = 0; reps <= 50; reps++) lifter.outbox.enqueue(set('s1', '1', reps), {})
  assert.deepEqual(
    lifter.outbox.snapshot().waiting.map(({ body }) => body),
    [{ reps: 50 }],
  )
})

test('Workbox: 500, 429 and 401 are not delivered', () => {
  for (const status of [500, 429, 401]) assert.notEqual(kindOf(status, { operationId: 'op' }), 'applied')
})

test('urql: a flush that fails has removed nothing', () => {
  const before = phone(() => offline)
  for (const session of ['s1', 's2', 's3']) before.outbox.enqueue(set(session, '1'), {})
  const lifter = before.restart(() => busy)
  lifter.outbox.drain()
  assert.deepEqual(lifter.restart(() => offline).waiting(), ['set_s1_1', 'set_s2_1', 'set_s3_1'])
})

test('Legend-State: settling s1 does not affect s10 and s11', () => {
  const lifter = phone(({ slot }) => (slot === 'set_s_1' ? applied : offline))
  for (const name of ['10', '11', '1']) lifter.outbox.enqueue({ ...set('s', name), lane: name }, {})
  lifter.clock.advance(3_600_000)
  assert.deepEqual(lifter.waiting(), ['set_s_10', 'set_s_11'])
})

test('Legend-State: a rejected value is not retried by itself, and older values are not sent after the newest', () => {
  const refused = phone(() => rejected)
  refused.outbox.enqueue(set('s1', '1'), {})
  refused.clock.advance(24 * 3_600_000)
  assert.equal(refused.sent.length, 1)
  let answer: Answer = offline
  const lifter = phone(() => answer)
  for (const reps of [2, 3, 4, 5]) lifter.outbox.enqueue(set('s1', '1', reps), {})
  lifter.sent.length = 0
  answer = applied
  lifter.outbox.wake()
  assert.deepEqual(
    lifter.sent.map(({ body }) => body),
    [{ reps: 5 }],
  )
})

test('offix: settling one operation removes that one, whatever else is in flight', () => {
  const lifter = phone(() => 'hangs')
  for (const session of ['s1', 's2', 's3']) lifter.outbox.enqueue(set(session, '1'), {})
  lifter.answer('id-1', applied)
  assert.deepEqual(lifter.restart(() => offline).waiting(), ['set_s2_1', 'set_s3_1'])
})

test('offix: a second online event sends nothing twice', () => {
  const before = phone(() => offline)
  for (const session of ['s1', 's2', 's3']) before.outbox.enqueue(set(session, '1'), {})
  const lifter = before.restart(() => 'hangs')
  for (let n = 0; n < 5; n++) lifter.outbox.wake()
  lifter.outbox.drain()
  const ids = lifter.sent.map(({ id }) => id)
  assert.deepEqual(ids, [...new Set(ids)])
})

test('react-native-offline: two equal sets are two sets', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', '1', 5), {})
  lifter.outbox.enqueue(set('s1', '2', 5), {})
  assert.equal(lifter.outbox.snapshot().waiting.length, 2)
})

test('matrix: a rejection of the first message rejects none of the others', () => {
  const lifter = phone(({ slot }) => (slot === 'set_s1_1' ? rejected : applied))
  for (const name of ['1', '2', '3', '4']) lifter.outbox.enqueue(set('s1', name), {})
  lifter.clock.advance(60_000)
  assert.deepEqual(slots(lifter.sent), ['set_s1_1', 'set_s1_2', 'set_s1_3', 'set_s1_4'])
  assert.equal(lifter.outbox.snapshot().attention.length, 1)
})

test('zustand persist: what cannot be stored is not shown', () => {
  let full = false
  const lifter = phone(() => offline, { fault: () => (full ? 'full' : null) })
  lifter.outbox.enqueue(set('s1', '1'), {})
  full = true
  let heard = 0
  lifter.outbox.subscribe(() => heard++)
  lifter.outbox.enqueue(set('s1', '2'), {})
  assert.deepEqual([lifter.waiting(), heard], [['set_s1_1'], 0])
})

test('all whole-state persisters: an enqueue writes its own record and nothing else', () => {
  const counted = { appends: 0, units: 0 }
  const medium = memoryMedium({ disk: newDisk(), counted })
  const location = {
    generations: (done: (answer: { ok: true; generations: number[] }) => void) => done({ ok: true, generations: [1] }),
    replicas: () => [medium] as const,
  }
  const lifter = phone(() => 'hangs', { location })
  for (let n = 0; n < 1_000; n++) lifter.outbox.enqueue(set(`s${n}`, '1'), {})
  const before = { ...counted }
  lifter.outbox.enqueue(set('last', '1'), {})
  const { enqueue } = lifter.journal.records.at(-1)!
  assert.equal(counted.appends - before.appends, 1)
  assert.ok(counted.units - before.units < JSON.stringify(enqueue).length + 150)
})

test('Expensify: sign-out and in again sends nothing twice and drops nothing', () => {
  let answer: Answer = { kind: 'unauthorized' }
  const lifter = phone(() => answer)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(completion('s1'), {})
  const again = lifter.restart(() => answer)
  answer = applied
  again.outbox.resume()
  assert.deepEqual(slots(again.sent.slice(-1)), ['session_completion_s1'])
  assert.deepEqual(again.waiting(), [])
})
