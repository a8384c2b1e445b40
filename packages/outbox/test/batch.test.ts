import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryMedium, newDisk, locationOf } from '@holdfast/journal/testing'
import { BATCH_OPERATIONS_MAX, BATCH_WINDOW_MS, settlementsOf, type Answer, type Lease, type StoredOperation } from '../src/index.ts'
import { applied, completion, offline, phone, rejected, set, type PhoneOptions } from './phone.ts'

const slotsOf = (requests: readonly (readonly { slot: string }[])[]) => requests.map((operations) => operations.map(({ slot }) => slot))

test('[O15] what waits goes as one ordered request, lane after lane', () => {
  const offlinePhone = phone(() => offline)
  for (const [session, name] of ['a1', 'b1', 'a2', 'b2', 'a3'].map((both) => [both[0]!, both[1]!] as const))
    offlinePhone.outbox.enqueue(set(session, name), {})
  const lifter = offlinePhone.restart(() => applied)
  lifter.outbox.drain()
  assert.deepEqual(slotsOf(lifter.requests), [['set_a_1', 'set_a_2', 'set_a_3', 'set_b_1', 'set_b_2']])
})

test('[O15] a request carries at most 50 operations, and a lane that does not fit goes on in the next', () => {
  const offlinePhone = phone(() => offline)
  for (let n = 0; n < 120; n++) offlinePhone.outbox.enqueue(set('s1', `${n}`), {})
  const lifter = offlinePhone.restart(() => applied)
  lifter.outbox.drain()
  assert.deepEqual(
    lifter.requests.map(({ length }) => length),
    [BATCH_OPERATIONS_MAX, BATCH_OPERATIONS_MAX, 20],
  )
  assert.deepEqual(
    lifter.sent.map(({ slot }) => slot),
    Array.from({ length: 120 }, (_, n) => `set_s1_${n}`),
  )
})

test('[O15] a request carries at most 256 kB, counted as UTF-8; one that is larger by itself goes alone', () => {
  const offlinePhone = phone(() => offline)
  const sized = (name: string, notes: string) => ({ ...set(name, '1'), body: { notes } })
  offlinePhone.outbox.enqueue(sized('a', 'ü'.repeat(50_000)), {})
  offlinePhone.outbox.enqueue(sized('b', 'ü'.repeat(50_000)), {})
  offlinePhone.outbox.enqueue(sized('c', 'x'.repeat(300_000)), {})
  offlinePhone.outbox.enqueue(sized('d', 'x'), {})
  const lifter = offlinePhone.restart(() => applied)
  lifter.outbox.drain()
  assert.deepEqual(slotsOf(lifter.requests), [['set_a_1'], ['set_b_1'], ['set_c_1'], ['set_d_1']])
})

/** A phone with three operations of one lane and one of another, whose first request gets these answers. */
function answeredWith(answers: Answer[], options: PhoneOptions = {}) {
  const offlinePhone = phone(() => offline)
  for (const name of ['1', '2', '3']) offlinePhone.outbox.enqueue(set('s1', name), {})
  offlinePhone.outbox.enqueue(set('s2', '1'), {})
  offlinePhone.outbox.close()
  let requests = 0
  return phone(() => applied, { ...options, disk: offlinePhone.disk, firstId: 100, answers: () => (requests++ === 0 ? answers : null) })
}

test('[O15] each operation has its own verdict: a list that ends early settles what it names, and the rest is sent again at once', () => {
  const lifter = answeredWith([applied, rejected])
  lifter.outbox.drain()
  assert.deepEqual(slotsOf(lifter.requests), [
    ['set_s1_1', 'set_s1_2', 'set_s1_3', 'set_s2_1'],
    ['set_s1_3', 'set_s2_1'],
  ])
  assert.equal(lifter.outbox.snapshot().attention.length, 1)
  assert.deepEqual(lifter.waiting(), [])
})

test('[O11] the verdicts of one answer are confirmed once and stored as one record, before any of the operations stops waiting', () => {
  const heard: unknown[] = []
  const lifter = answeredWith([applied, rejected, applied, applied], {
    confirmed: (results) => heard.push([results.length, lifter.waiting().length]),
  })
  const before = lifter.journal.records.length
  lifter.outbox.drain()
  assert.deepEqual(heard, [[3, 4]])
  assert.equal(lifter.journal.records.length, before + 1)
  assert.deepEqual(
    settlementsOf(lifter.journal.records.at(-1)!).map(({ verdict }) => verdict),
    ['applied', 'rejected', 'applied', 'applied'],
  )
  assert.deepEqual(lifter.waiting(), [])
  assert.equal(lifter.outbox.snapshot().attention.length, 1)
  assert.deepEqual(lifter.restart().waiting(), [])
})

test('[O11] if the verdicts of one answer cannot be stored, all of its operations wait', () => {
  let full = true
  const lifter = answeredWith([applied, rejected, applied, applied], { fault: () => (full ? 'full' : null) })
  lifter.outbox.drain()
  assert.equal(lifter.waiting().length, 4)
  assert.equal(lifter.outbox.snapshot().attention.length, 0)
  full = false
  lifter.outbox.wake()
  assert.deepEqual(lifter.waiting(), [])
})

test('[O15] the operation at which a batch stopped is sent alone after its wait; later ones in other lanes do not wait for it', () => {
  const lifter = answeredWith([applied, { kind: 'unanswered', why: 'busy' }])
  lifter.outbox.drain()
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1', 'set_s1_2', 'set_s1_3', 'set_s2_1'], ['set_s2_1']])
  lifter.clock.advance(1_000)
  assert.deepEqual(slotsOf(lifter.requests).slice(2), [['set_s1_2'], ['set_s1_3']])
})

test('[O15] an answer that names no operation is unanswered, and no reason to send again at once', () => {
  const lifter = answeredWith([])
  lifter.outbox.drain()
  assert.equal(lifter.requests.length, 1)
  assert.equal(lifter.outbox.snapshot().lastSilence, 'foreign')
})

test('[O16] in a live workout the first set is sent at once, the next ones together after 3 s, and finishing ends the wait', () => {
  const lifter = phone(() => applied)
  lifter.outbox.enqueue(set('s1', '1'), {})
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1']])
  lifter.clock.advance(500)
  lifter.outbox.enqueue(set('s1', '2'), {})
  lifter.clock.advance(1_000)
  lifter.outbox.enqueue(set('s1', '3'), {})
  assert.equal(lifter.requests.length, 1)
  lifter.clock.advance(BATCH_WINDOW_MS - 1_500)
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1'], ['set_s1_2', 'set_s1_3']])
  lifter.outbox.enqueue(set('s1', '4'), {})
  lifter.outbox.enqueue(completion('s1'), {})
  assert.deepEqual(slotsOf(lifter.requests).at(-1), ['session_completion_s1'])
  assert.equal(lifter.clock.timers, 0)
})

test('[O16] going to the background ends the batch window', () => {
  const lifter = phone(() => applied)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(set('s1', '2'), {})
  lifter.outbox.drain()
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1'], ['set_s1_2']])
})

test('[O16] sets logged a minute apart are each sent at once', () => {
  const lifter = phone(() => applied)
  for (const name of ['1', '2', '3']) {
    lifter.outbox.enqueue(set('s1', name), {})
    assert.deepEqual(lifter.waiting(), [])
    lifter.clock.advance(60_000)
  }
})

test('[O17] an operation waits for the slots it names, in whatever lane, and is sent when they are settled', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue({ ...set('s2', '1'), after: ['set_s1_1'] }, {})
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1']])
  lifter.answer('id-1', applied)
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1'], ['set_s2_1']])
})

test('[O17] a rejected operation holds back what depends on it, across a restart, until the lifter decides', () => {
  const first = phone(({ slot }) => (slot === 'set_s1_1' ? rejected : applied))
  first.outbox.enqueue(set('s1', '1'), {})
  first.outbox.enqueue({ ...set('s2', '1'), after: ['set_s1_1'] }, {})
  first.clock.advance(60_000)
  const lifter = first.restart(() => applied)
  lifter.outbox.drain()
  assert.deepEqual(lifter.waiting(), ['set_s2_1'])
  assert.equal(lifter.clock.timers, 0)
  lifter.outbox.retry('id-1', { body: { reps: 5 } })
  lifter.clock.advance(60_000)
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1'], ['set_s2_1']])
})

test('[O14] an operation that waits can be discarded before it is sent; one in flight cannot', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(set('s1', '2'), {})
  assert.equal(lifter.outbox.discard('id-1'), false)
  assert.equal(lifter.outbox.discard('id-2'), true)
  lifter.answer('id-1', applied)
  lifter.clock.advance(60_000)
  assert.deepEqual(slotsOf(lifter.requests), [['set_s1_1']])
  assert.deepEqual(lifter.restart(() => applied).waiting(), [])
})

test('[O18] an operation of an earlier app is converted, and one of a later app is kept as of unknown kind', () => {
  const old = phone(() => offline)
  old.outbox.enqueue({ ...set('s1', '1'), v: 1 }, {})
  old.outbox.enqueue({ ...set('s2', '1'), v: 9 }, {})
  const upcast = (stored: StoredOperation): StoredOperation | null => (stored.v > 2 ? null : { ...stored, v: 2, body: { repetitions: 5 } })
  old.outbox.close()
  const lifter = phone(() => applied, { disk: old.disk, upcast, firstId: 50 })
  lifter.outbox.drain()
  lifter.clock.advance(3_600_000)
  assert.deepEqual(
    lifter.sent.map(({ slot, v, body }) => ({ slot, v, body })),
    [{ slot: 'set_s1_1', v: 2, body: { repetitions: 5 } }],
  )
  assert.deepEqual(
    lifter.outbox.snapshot().unknownKind.map(({ slot }) => slot),
    ['set_s2_1'],
  )
  lifter.outbox.close()
  const later = phone(() => applied, { disk: old.disk, upcast: (stored) => stored, firstId: 90 })
  later.outbox.drain()
  assert.deepEqual(
    later.sent.map(({ slot }) => slot),
    ['set_s2_1'],
  )
})

test('[O19] of two tabs the one with the lease sends; the other appends durably and sends when it gets the lease', () => {
  const queue: (() => void)[] = []
  const lease: Lease = {
    request(granted) {
      queue.push(granted)
      if (queue.length === 1) granted()
      return () => {
        const [leader] = queue
        queue.splice(queue.indexOf(granted), 1)
        if (leader === granted) queue[0]?.()
      }
    },
  }
  const leader = phone(() => offline, { lease })
  const follower = phone(() => applied, { lease, disk: leader.disk, firstId: 50 })
  leader.outbox.enqueue(set('s1', '1'), {})
  follower.outbox.enqueue(set('s2', '1'), {})
  follower.outbox.drain()
  follower.clock.advance(60_000)
  assert.deepEqual(follower.sent, [])
  assert.equal(follower.clock.timers, 0)
  leader.outbox.close()
  assert.deepEqual(new Set(follower.sent.map(({ slot }) => slot)), new Set(['set_s1_1', 'set_s2_1']))
  assert.deepEqual(follower.waiting(), [])
})

test('[O19] a tab that loses the lease sends nothing more and ignores answers, and sends again when it gets the lease back', () => {
  let [granted, lost] = [() => {}, () => {}]
  const lease: Lease = {
    request(...callbacks) {
      ;[granted, lost] = callbacks
      return () => {}
    },
  }
  const tab = phone(() => 'hangs', { lease })
  granted()
  tab.outbox.enqueue(set('s1', '1'), {})
  assert.deepEqual(tab.outbox.snapshot().sending, ['id-1'])
  lost()
  assert.throws(() => tab.answer('id-1', applied), /not on its way/)
  tab.outbox.enqueue(set('s2', '1'), {})
  tab.outbox.drain()
  tab.clock.advance(60_000)
  assert.deepEqual(tab.sent.length, 1)
  assert.deepEqual(tab.outbox.snapshot().sending, [])
  assert.equal(tab.clock.timers, 0)
  granted()
  assert.deepEqual(new Set(tab.outbox.snapshot().sending), new Set(['id-1', 'id-2']))
})

test('[O19] a verdict that is still being stored while the lease is lost and granted again frees no lane: one request at a time (simulator seed 1020369)', () => {
  let [granted, lost] = [() => {}, () => {}]
  const lease: Lease = {
    request(...callbacks) {
      ;[granted, lost] = callbacks
      return () => {}
    },
  }
  const disk = newDisk()
  const held: (() => void)[] = []
  let isSlow = false
  const location = locationOf(memoryMedium({ disk, later: (complete) => (isSlow ? held.push(complete) : complete()) }))
  const tab = phone(() => 'hangs', { lease, disk, location })
  granted()
  tab.outbox.enqueue(set('s1', '1'), {})
  isSlow = true
  tab.answer('id-1', applied)
  lost()
  granted()
  assert.equal(tab.requests.length, 1, 'its verdict is on no disk yet: nothing goes before that is known')
  isSlow = false
  for (const complete of held) complete()
  tab.outbox.enqueue(set('s1', '2'), {})
  tab.outbox.drain()
  tab.clock.advance(10_000)
  assert.deepEqual(
    tab.requests.map((operations) => operations.map(({ id }) => id)),
    [['id-1'], ['id-2']],
  )
})
