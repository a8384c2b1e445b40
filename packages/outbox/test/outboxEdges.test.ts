import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalRecord } from '@holdfast/journal'
import { BATCH_WINDOW_MS, SEND_TIMEOUT_MS, settlementsOf, operationIn, type Answer } from '../src/index.ts'
import { createLaneOrder } from '../src/laneOrder.ts'
import { applied, completion, offline, phone, rejected, set } from './phone.ts'

const record = (fields: Partial<JournalRecord>): JournalRecord => ({ seq: 1, at: 0, ...fields }) as JournalRecord

test('a call about an operation that is not in that state throws an error that names it', () => {
  const { outbox } = phone(() => 'hangs')
  assert.throws(() => outbox.retry('id-9'), new Error('id-9 is not waiting for a decision'))
  assert.throws(() => outbox.discard('id-9'), new Error('id-9 is settled already'))
  assert.throws(() => outbox.whenSettled('id-9', () => undefined), new Error('id-9 is not waiting'))
})

test('an operation in flight cannot be discarded, nor one that shares its request; one that waits can', () => {
  const lifter = phone(() => 'hangs')
  for (const name of ['first', 'a', 'b']) lifter.outbox.enqueue(set('s1', name), {})
  lifter.answer('id-1', applied)
  lifter.clock.advance(BATCH_WINDOW_MS)
  lifter.outbox.enqueue(set('s1', 'c'), {})
  assert.deepEqual(
    lifter.requests.map((request) => request.map(({ id }) => id)),
    [['id-1'], ['id-2', 'id-3']],
  )
  assert.deepEqual(
    ['id-2', 'id-3', 'id-4'].map((id) => lifter.outbox.discard(id)),
    [false, false, true],
  )
  assert.deepEqual(lifter.waiting(), ['set_s1_a', 'set_s1_b'])
})

test('the list of events holds what became of each operation, with its time, and keeps the last 200', () => {
  const lifter = phone(() => applied)
  lifter.clock.advance(7)
  lifter.outbox.enqueue(completion('s1'), {})
  const at = lifter.clock.wallMs()
  assert.deepEqual(lifter.outbox.events, [
    { at, kind: 'waiting', id: 'id-1' },
    { at, kind: 'sent', id: 'id-1' },
    { at, kind: 'applied', id: 'id-1' },
  ])
  for (let one = 0; one < 80; one++) lifter.outbox.enqueue(completion(`t${one}`), {})
  assert.equal(lifter.outbox.events.length, 200)
  assert.deepEqual(lifter.outbox.events.at(-1), { at, kind: 'applied', id: 'id-81' })
  assert.notEqual(lifter.outbox.events[0]?.id, 'id-1')
})

test('an unanswered request and a pause are among the events, with the reason', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(completion('s1'), {})
  lifter.outbox.pause('signIn')
  const kinds = lifter.outbox.events.map(({ kind }) => kind)
  assert.ok(kinds.includes('unanswered: network'), kinds.join())
  assert.ok(kinds.includes('paused: signIn'), kinds.join())
})

test('the snapshot says when the oldest operation was made and, by the wall clock, when the next attempt starts', () => {
  const lifter = phone(() => offline)
  assert.deepEqual([lifter.outbox.snapshot().oldestAt, lifter.outbox.snapshot().nextAttemptAt], [null, null])
  lifter.clock.advance(1_000)
  const madeAt = lifter.clock.wallMs()
  lifter.outbox.enqueue(completion('s1'), {})
  lifter.clock.advance(100)
  lifter.outbox.enqueue(completion('s2'), {})
  const { oldestAt, nextAttemptAt } = lifter.outbox.snapshot()
  assert.equal(oldestAt, madeAt)
  const tries = lifter.sent.length
  assert.ok(nextAttemptAt !== null && nextAttemptAt > lifter.clock.wallMs())
  lifter.clock.advance(nextAttemptAt - lifter.clock.wallMs() - 1)
  assert.equal(lifter.sent.length, tries, 'not a millisecond earlier')
  lifter.clock.advance(1)
  assert.ok(lifter.sent.length > tries)
})

test('a removed listener is not called, and after close nothing is sent, planned or delivered', () => {
  const lifter = phone(() => offline)
  let heard = 0
  lifter.outbox.subscribe(() => heard++)()
  lifter.outbox.enqueue(completion('s1'), {})
  assert.equal(heard, 0)
  lifter.outbox.subscribe(() => heard++)
  const tries = lifter.sent.length
  lifter.outbox.close()
  lifter.clock.advance(SEND_TIMEOUT_MS * 10)
  lifter.journal.append({ event: {} })
  assert.deepEqual([lifter.sent.length, heard], [tries, 0])
})

test('whenSettled calls back once, with the reason of a rejection', () => {
  let network: Answer | 'hangs' = 'hangs'
  const lifter = phone(() => network)
  const heard: unknown[] = []
  lifter.outbox.enqueue(completion('s1'), {})
  lifter.outbox.whenSettled('id-1', (settled) => heard.push(settled))
  lifter.outbox.whenSettled('id-1', () => heard.push('taken off'))()
  assert.deepEqual(heard, [])
  network = rejected
  lifter.answer('id-1', rejected)
  assert.deepEqual(heard, [{ became: 'rejected', refusal: { code: 'validation_failed', status: 422, detail: 'no' } }])
  lifter.outbox.discard('id-1')
  assert.equal(heard.length, 1)
})

test('[O21] a completion that is retried still supersedes its lane, unless something later is open in that lane', () => {
  for (const [later, carries] of [
    [null, true],
    [set('s2', 'other lane'), true],
    [set('s1', 'same lane'), undefined],
  ] as const) {
    let network: Answer = rejected
    const lifter = phone(() => network)
    lifter.outbox.enqueue(completion('s1'), {})
    network = offline
    if (later) lifter.outbox.enqueue(later, {})
    lifter.outbox.retry('id-1')
    const again = lifter.outbox.snapshot().waiting.find(({ slot }) => slot === 'session_completion_s1')
    assert.equal(again?.carriesLane, carries, later?.slot ?? 'nothing')
  }
})

test('[O21] a later rejected operation keeps a completion from superseding it', () => {
  let network: Answer = rejected
  const lifter = phone(() => network)
  lifter.outbox.enqueue(completion('s1'), {})
  lifter.outbox.enqueue(set('s1', 'squat'), {})
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.equal(lifter.outbox.snapshot().attention.length, 2)
  network = offline
  lifter.outbox.retry('id-1')
  assert.equal(lifter.outbox.snapshot().waiting[0]?.carriesLane, undefined)
})

test('[O23] a stored operation of another shape is not read as one, whichever of its fields is wrong', () => {
  const whole = { id: 'a', createdAt: 1, endpoint: '/', slot: 's', lane: 'l', v: 1, method: 'PUT', body: null }
  assert.ok(operationIn(record({ enqueue: whole })))
  assert.ok(operationIn(record({ enqueue: { ...whole, carriesLane: false, after: ['x', 'y'] } })))
  const wrong = { carriesLane: 'yes', after: ['x', 7], id: 7, createdAt: '1', endpoint: null, slot: 1, lane: {}, v: '1', method: 'GET' }
  for (const [field, value] of Object.entries(wrong))
    assert.equal(operationIn(record({ enqueue: { ...whole, [field]: value } })), null, field)
  for (const value of [null, 7, 'x', [whole]]) assert.equal(operationIn(record({ enqueue: value as never })), null)
})

test('[O23] a stored settlement of another shape is left out, whichever of its fields is wrong', () => {
  const refusal = { code: 'c', status: 400, detail: '' }
  const whole = { id: 'a', verdict: 'rejected', refusal }
  assert.deepEqual(settlementsOf(record({ settle: whole })), [whole])
  const wrong = [
    { ...whole, id: 7 },
    { ...whole, verdict: 'kept' },
    { id: 'a' },
    { ...whole, refusal: undefined },
    { ...whole, refusal: { ...refusal, code: 1 } },
    { ...whole, refusal: { ...refusal, status: '400' } },
    { ...whole, refusal: { ...refusal, detail: null } },
  ]
  for (const settle of wrong) assert.deepEqual(settlementsOf(record({ settle: settle as never })), [], JSON.stringify(settle))
})

test('lanes that waited are sent by how often they failed in a row: the one that failed least is first', () => {
  const order = createLaneOrder()
  const failures = { once: 1, thrice: 3, twice: 2, fourTimes: 4 }
  for (const [lane, times] of Object.entries(failures)) for (let one = 0; one < times; one++) order.failed(lane, false, () => 1_000)
  assert.deepEqual([order.earliestMs(), order.next(999, () => true)], [1_000, null])
  const next = (): string | null => order.next(1_000, () => true)
  assert.deepEqual([next(), next(), next(), next(), next()], ['once', 'twice', 'thrice', 'fourTimes', null])
})

test('a lane with a new operation no longer waits, and one that got a verdict has no failures', () => {
  const order = createLaneOrder()
  order.failed('a', true, () => 1_000)
  order.addFirst('a')
  assert.deepEqual([order.earliestMs(), order.isSuspect('a'), order.next(0, () => true)], [0, true, 'a'])
  order.succeeded('a')
  assert.equal(order.isSuspect('a'), false)
  const counts: number[] = []
  order.failed('a', false, (count) => (counts.push(count), 1_000))
  order.failed('a', false, (count) => (counts.push(count), 1_000))
  assert.deepEqual(counts, [1, 2])
})

test('a drain reports what was sent, how much of it was rejected, what still waits, and in how many ms the next attempt starts', () => {
  const verdicts: Record<string, Answer> = { a: applied, b: rejected, c: offline }
  const earlier = phone(() => offline)
  for (const lane of ['a', 'b', 'c']) earlier.outbox.enqueue(completion(lane), {})
  const lifter = earlier.restart(({ lane }) => verdicts[lane]!)
  const reports: { nextAttemptInMs: number | null }[] = []
  lifter.outbox.drain({}, (report) => reports.push(report))
  lifter.clock.advance(0)
  const { nextAttemptAt } = lifter.outbox.snapshot()
  assert.ok(nextAttemptAt !== null)
  assert.deepEqual(lifter.waiting(), ['session_completion_c'])
  assert.deepEqual(reports, [{ sent: 2, rejected: 1, waiting: 1, nextAttemptInMs: nextAttemptAt - lifter.clock.wallMs() }])
})

test('listeners are called on pause and resume', () => {
  const lifter = phone(() => applied)
  const heard: unknown[] = []
  lifter.outbox.subscribe(() => heard.push(lifter.outbox.snapshot().paused))
  lifter.outbox.pause('signIn')
  lifter.outbox.resume()
  assert.deepEqual([...new Set(heard)], ['signIn', null])
})
