import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BATCH_OPERATIONS_MAX, BATCH_WINDOW_MS, type Answer, type Outbox } from '../src/index.ts'
import { applied, completion, offline, phone, rejected, set } from './phone.ts'

const slots = (operations: { slot: string }[]) => operations.map(({ slot }) => slot)

test('[O1] the event and the operation are one record', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', 'squat'), { kind: 'setCompleted' })
  assert.equal(lifter.journal.records.length, 1)
  assert.deepEqual(lifter.journal.records[0]?.event, { kind: 'setCompleted' })
  assert.equal((lifter.journal.records[0]!.enqueue as { slot: string }).slot, 'set_s1_squat')
})

test('[O1] an operation that cannot be stored does not exist: nothing waits, nothing is sent, and the caller gets the answer', () => {
  let full = false
  const lifter = phone(() => applied, { fault: () => (full ? 'full' : null) })
  full = true
  let saved: boolean | undefined
  lifter.outbox.enqueue(set('s1', 'squat'), {}, (answer) => (saved = answer.saved))
  assert.equal(saved, false)
  assert.deepEqual(lifter.sent, [])
  assert.deepEqual(lifter.waiting(), [])
})

test('[O2] a newer operation replaces an older one that waits under the same slot, with an id of its own', () => {
  const lifter = phone(() => offline)
  for (const reps of [5, 6, 7]) lifter.outbox.enqueue(set('s1', 'squat', reps), {})
  const { waiting } = lifter.outbox.snapshot()
  assert.deepEqual(
    waiting.map(({ id, body }) => ({ id, body })),
    [{ id: 'id-3', body: { reps: 7 } }],
  )
})

test('[O2] slots are compared whole: saving s1 does not affect s10 and s11, and equal sets are two sets', () => {
  const lifter = phone(() => offline)
  for (const name of ['1', '10', '11']) lifter.outbox.enqueue(set('s', name), {})
  lifter.outbox.enqueue(set('s', '1'), {})
  assert.deepEqual(lifter.waiting().sort(), ['set_s_1', 'set_s_10', 'set_s_11'])
})

test('[O2] the late answer to a replaced operation does not remove its replacement', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s1', 'squat', 5), {})
  lifter.outbox.enqueue(set('s1', 'squat', 6), {})
  lifter.answer('id-1', applied)
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.deepEqual(lifter.waiting(), ['set_s1_squat'])
  assert.deepEqual(
    lifter.sent.map(({ id }) => id),
    ['id-1', 'id-2'],
  )
})

test('[O21] a rejected completion that is retried supersedes nothing that came after it, unless its body contains that too', () => {
  let network: Answer = rejected
  const lifter = phone(() => network)
  lifter.outbox.enqueue(completion('s1'), {})
  network = offline
  lifter.outbox.enqueue(set('s1', 'late'), {})
  const { id } = lifter.outbox.snapshot().attention[0]!.operation
  lifter.outbox.retry(id)
  assert.deepEqual(lifter.waiting(), ['set_s1_late', completion('s1').slot])
  const again = phone(() => (lifter.outbox.snapshot(), rejected))
  again.outbox.enqueue(completion('s1'), {})
  again.outbox.enqueue(set('s1', 'late'), {})
  const [first] = again.outbox.snapshot().attention
  again.outbox.retry(first!.operation.id, () => ({ body: { sets: 2 }, whole: true }))
  assert.equal((again.outbox.events.at(-1) as { kind: string }).kind, 'rejected')
  assert.equal(again.outbox.snapshot().attention.at(-1)!.operation.carriesLane, true)
})

test('[O21] a rejected completion that is retried still counts as the latest statement about the sets it contained (simulator, seed 235403)', () => {
  let network: Answer = offline
  const lifter = phone(() => network)
  lifter.outbox.enqueue(set('s1', 'squat'), {})
  const { slot, lane } = lifter.outbox.snapshot().waiting[0]!
  network = rejected
  lifter.outbox.enqueue(completion('s1'), {})
  lifter.outbox.drain()
  network = offline
  lifter.outbox.enqueue(set('s1', 'late'), {})
  lifter.outbox.retry(lifter.outbox.snapshot().attention[0]!.operation.id)
  assert.equal(lifter.outbox.stateOf(slot, lane)?.at, 'waiting')
  const online = lifter.restart(() => applied)
  online.outbox.drain()
  assert.equal(online.outbox.stateOf(slot, lane)?.at, 'applied')
})

test('[O3] a completion supersedes the sets that wait in its session, and no others: an offline workout is one request', () => {
  const lifter = phone(() => offline)
  for (const name of ['1', '2', '3']) lifter.outbox.enqueue(set('s1', name), {})
  lifter.outbox.enqueue(set('s10', '1'), {})
  lifter.outbox.enqueue(completion('s1'), {})
  assert.deepEqual(lifter.waiting(), ['set_s10_1', 'session_completion_s1'])
  const online = lifter.restart(() => applied)
  online.outbox.drain()
  assert.deepEqual(slots(online.sent).sort(), ['session_completion_s1', 'set_s10_1'])
})

test('[O3] the sets of a completion have the state of the completion', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(completion('s1'), {})
  assert.equal(lifter.outbox.stateOf('set_s1_1', 's1')?.at, 'waiting')
  const online = lifter.restart(() => applied)
  online.outbox.drain()
  assert.equal(online.outbox.stateOf('set_s1_1', 's1')?.at, 'applied')
})

test('[O4] inside a lane operations are sent in the order they were made, one request at a time', () => {
  const lifter = phone(() => 'hangs')
  for (const name of ['1', '2', '3']) lifter.outbox.enqueue(set('s1', name), {})
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.deepEqual(slots(lifter.sent), ['set_s1_1'])
  lifter.answer('id-1', applied)
  assert.deepEqual(slots(lifter.sent), ['set_s1_1', 'set_s1_2', 'set_s1_3'])
  assert.equal(lifter.requests.length, 2)
})

test('[O4] four requests at once, and new operations before the backlog', () => {
  const offlinePhone = phone(() => offline)
  for (let session = 1; session <= 6; session++) {
    for (let n = 0; n < BATCH_OPERATIONS_MAX; n++) offlinePhone.outbox.enqueue(set(`s${session}`, `${n}`), {})
  }
  const lifter = offlinePhone.restart(() => 'hangs')
  lifter.outbox.drain()
  assert.deepEqual(
    lifter.requests.map((operations) => `${operations[0]!.lane} ${operations.length}`),
    ['s1 50', 's2 50', 's3 50', 's4 50'],
  )
  lifter.outbox.enqueue(set('now', '1'), {})
  lifter.answer(lifter.requests[0]![0]!.id, applied)
  assert.equal(lifter.requests.at(-1)![0]!.slot, 'set_now_1')
})

test('[O4] a rejected operation does not block later ones', () => {
  const lifter = phone(({ slot }) => (slot === 'set_s1_1' ? rejected : applied))
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(set('s1', '2'), {})
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.deepEqual(slots(lifter.sent), ['set_s1_1', 'set_s1_2'])
  assert.deepEqual(lifter.waiting(), [])
})

test('[O4] an unanswered lane does not block the others', () => {
  const lifter = phone(({ lane }) => (lane === 'poison' ? { kind: 'unanswered', why: 'busy' } : applied))
  lifter.outbox.enqueue(set('poison', '1'), {})
  for (let session = 1; session <= 20; session++) lifter.outbox.enqueue(set(`s${session}`, '1'), {})
  lifter.clock.advance(10_000)
  assert.deepEqual(lifter.waiting(), ['set_poison_1'])
})

const silences: Record<string, Answer> = {
  'no network': offline,
  'a timeout': { kind: 'unanswered', why: 'timeout' },
  'a captive portal': { kind: 'unanswered', why: 'foreign' },
  'a 503': { kind: 'unanswered', why: 'busy' },
}
for (const [name, silence] of Object.entries(silences)) {
  test(`[O5] ${name} settles nothing, however often it occurs, and the operation is applied when it ends`, () => {
    let answer = silence
    const lifter = phone(() => answer)
    lifter.outbox.enqueue(set('s1', 'squat'), {})
    lifter.clock.advance(48 * 3_600_000)
    assert.ok(lifter.sent.length > 50, 'it goes on trying')
    assert.deepEqual(new Set(lifter.sent.map(({ id }) => id)), new Set(['id-1']))
    assert.deepEqual(lifter.waiting(), ['set_s1_squat'])
    answer = applied
    lifter.clock.advance(300_000)
    assert.deepEqual(lifter.waiting(), [])
  })
}

test('[O6] a rejected operation is kept with its reason across a restart, and is not sent again by itself', () => {
  const lifter = phone(() => rejected)
  lifter.outbox.enqueue(set('s1', 'squat', 1000), {})
  const later = lifter.restart(() => applied)
  later.outbox.drain()
  later.clock.advance(3_600_000)
  assert.deepEqual(later.sent, [])
  assert.deepEqual(
    later.outbox.snapshot().attention.map(({ operation, refusal }) => ({ body: operation.body, code: refusal.code })),
    [{ body: { reps: 1000 }, code: 'validation_failed' }],
  )
})

test('[O6] a newer operation in the slot is applied and does not remove the rejected one', () => {
  const lifter = phone(({ id }) => (id === 'id-1' ? rejected : applied))
  lifter.outbox.enqueue(set('s1', 'squat', 1000), {})
  lifter.outbox.enqueue(set('s1', 'squat', 10), {})
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.deepEqual(slots(lifter.sent), ['set_s1_squat', 'set_s1_squat'])
  assert.equal(lifter.outbox.snapshot().attention.length, 1)
  assert.equal(lifter.outbox.stateOf('set_s1_squat', 's1')?.at, 'applied')
})

test('[O6] retry sends under a new id, with the changed body, and is one record', () => {
  const lifter = phone(({ id }) => (id === 'id-1' ? rejected : applied))
  lifter.outbox.enqueue(set('s1', 'squat', 1000), {})
  const before = lifter.journal.records.length
  lifter.outbox.retry('id-1', { body: { reps: 10 } })
  lifter.clock.advance(BATCH_WINDOW_MS)
  assert.equal(lifter.journal.records[before]?.settle !== undefined, true)
  assert.equal(lifter.journal.records[before]?.enqueue !== undefined, true)
  assert.deepEqual(
    lifter.sent.map(({ id, body }) => ({ id, body })),
    [
      { id: 'id-1', body: { reps: 1000 } },
      { id: 'id-2', body: { reps: 10 } },
    ],
  )
  assert.deepEqual(lifter.outbox.snapshot().attention, [])
})

test('[O6] discard removes it for good', () => {
  const lifter = phone(() => rejected)
  lifter.outbox.enqueue(set('s1', 'squat'), {})
  lifter.outbox.discard('id-1')
  assert.deepEqual(lifter.restart().outbox.snapshot().attention, [])
})

test('[O7] a 401 renews once for all lanes and goes on with the same ids', () => {
  let signedIn = false
  let refreshes = 0
  const waitingForRefresh: ((outcome: 'renewed') => void)[] = []
  const lifter = phone(() => (signedIn ? applied : { kind: 'unauthorized' }), {
    refresh(done) {
      refreshes++
      waitingForRefresh.push(done)
    },
  })
  for (const session of ['s1', 's2', 's3']) lifter.outbox.enqueue(set(session, '1'), {})
  assert.equal(refreshes, 1)
  signedIn = true
  waitingForRefresh[0]!('renewed')
  assert.equal(refreshes, 1)
  assert.deepEqual(lifter.waiting(), [])
  assert.deepEqual([...new Set(lifter.sent.map(({ id }) => id))].sort(), ['id-1', 'id-2', 'id-3'])
})

test('[O7] a refused renewal pauses, loses nothing, keeps no timer, and sending goes on after signing in', () => {
  let answer: Answer = { kind: 'unauthorized' }
  const lifter = phone(() => answer)
  lifter.outbox.enqueue(set('s1', '1'), {})
  assert.equal(lifter.outbox.snapshot().paused, 'signIn')
  lifter.outbox.enqueue(set('s1', '2'), {})
  lifter.clock.advance(3_600_000)
  assert.equal(lifter.sent.length, 1)
  assert.equal(lifter.clock.timers, 0)
  answer = applied
  lifter.outbox.resume()
  assert.deepEqual(lifter.waiting(), [])
})

test('[O7] after pause(signIn) it says so with nothing waiting, and sends nothing until resume', () => {
  const lifter = phone(() => applied)
  const heard: (string | null)[] = []
  lifter.outbox.subscribe(() => heard.push(lifter.outbox.snapshot().paused))
  lifter.outbox.pause('signIn')
  assert.deepEqual(heard, ['signIn'])
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.advance(3_600_000)
  assert.deepEqual([lifter.sent.length, lifter.clock.timers, lifter.outbox.snapshot().paused], [0, 0, 'signIn'])
  lifter.outbox.resume()
  assert.deepEqual([lifter.waiting(), lifter.outbox.snapshot().paused], [[], null])
})

test('[O7] a server that refuses every renewed token is not asked in a hot loop', () => {
  let refreshes = 0
  const lifter = phone(() => ({ kind: 'unauthorized' }), {
    refresh(done) {
      refreshes++
      done('renewed')
    },
  })
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.advance(3_600_000)
  assert.ok(refreshes < 50, `${refreshes} refreshes in an hour`)
  assert.deepEqual(lifter.waiting(), ['set_s1_1'])
})

test('[O7] 426 pauses sending; logging goes on', () => {
  const lifter = phone(() => ({ kind: 'upgradeRequired' }))
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(set('s1', '2'), {})
  assert.equal(lifter.outbox.snapshot().paused, 'update')
  assert.deepEqual(lifter.waiting(), ['set_s1_1', 'set_s1_2'])
  assert.equal(lifter.clock.timers, 0)
})

test('[O8] waits grow to five minutes and no further', () => {
  const lifter = phone(() => offline)
  const sentAt: number[] = []
  lifter.outbox.subscribe(() => {
    if (lifter.sent.length > sentAt.length) sentAt.push(lifter.clock.monoMs())
  })
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.advance(3_600_000)
  const waits = sentAt.slice(1).map((at, index) => Math.round((at - sentAt[index]!) / 1000))
  assert.deepEqual(waits.slice(0, 10), [1, 2, 4, 8, 16, 32, 64, 128, 256, 300])
  assert.equal(Math.max(...waits), 300)
})

test('[O8] a trigger ends the wait, but not a Retry-After', () => {
  let answer: Answer = offline
  const lifter = phone(() => answer)
  lifter.outbox.enqueue(set('s1', '1'), {})
  answer = { kind: 'unanswered', why: 'busy', retryAfterMs: 60_000 }
  lifter.outbox.wake()
  assert.equal(lifter.sent.length, 2)
  answer = applied
  lifter.outbox.wake()
  lifter.clock.advance(59_000)
  assert.equal(lifter.sent.length, 2)
  lifter.clock.advance(1_000)
  assert.equal(lifter.sent.length, 3)
})

test('[O8] while no request is answered one operation at a time is sent as a probe, and one answer ends the backoff of all', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s0', '1'), {})
  lifter.answer('id-1', offline)
  for (let session = 1; session <= 6; session++) lifter.outbox.enqueue(set(`s${session}`, '1'), {})
  assert.equal(lifter.outbox.snapshot().sending.length, 1)
  lifter.answer(lifter.outbox.snapshot().sending[0]!, applied)
  assert.equal(lifter.outbox.snapshot().sending.length, 6)
})

test('[O8] a wall clock that jumps years changes no wait', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.setWall(0)
  lifter.clock.advance(1_000)
  assert.equal(lifter.sent.length, 2)
  lifter.clock.setWall(4_000_000_000_000)
  lifter.clock.advance(1_000)
  assert.equal(lifter.sent.length, 2)
  lifter.clock.advance(1_000)
  assert.equal(lifter.sent.length, 3)
})

test('[O8] no timer exists while nothing waits, and one at most while something does', () => {
  let answer: Answer = offline
  const lifter = phone(() => answer)
  assert.equal(lifter.clock.timers, 0)
  for (const session of ['s1', 's2', 's3']) lifter.outbox.enqueue(set(session, '1'), {})
  assert.equal(lifter.clock.timers, 1)
  answer = applied
  lifter.clock.advance(600_000)
  assert.deepEqual(lifter.waiting(), [])
  assert.equal(lifter.clock.timers, 0)
})

test('[O9] drain is single-flight: two callers, one request, one report each', () => {
  const offlinePhone = phone(() => offline)
  offlinePhone.outbox.enqueue(set('s1', '1'), {})
  offlinePhone.outbox.enqueue(set('s2', '1'), {})
  const lifter = offlinePhone.restart(() => 'hangs')
  const reports: unknown[] = []
  lifter.outbox.drain({}, (report) => reports.push(report))
  lifter.outbox.drain({}, (report) => reports.push(report))
  assert.equal(lifter.requests.length, 1)
  assert.deepEqual(reports, [])
  lifter.answer('id-1', rejected)
  const report = { sent: 2, rejected: 2, waiting: 0, nextAttemptInMs: null }
  assert.deepEqual(reports, [report, report])
})

test('[O9] a drain that gets no answer reports what waits and when it tries next', () => {
  const lifter = phone(() => offline)
  lifter.outbox.enqueue(set('s1', '1'), {})
  let report: unknown
  lifter.outbox.drain({}, (answer) => (report = answer))
  assert.deepEqual(report, { sent: 0, rejected: 0, waiting: 1, nextAttemptInMs: 1999 })
})

test('[O9] at its deadline a drain reports, whatever is under way, and starts nothing more', () => {
  const offlinePhone = phone(() => offline)
  for (let session = 1; session <= 5; session++) {
    for (let n = 0; n < BATCH_OPERATIONS_MAX; n++) offlinePhone.outbox.enqueue(set(`s${session}`, `${n}`), {})
  }
  const lifter = offlinePhone.restart(() => 'hangs')
  let report: unknown
  lifter.outbox.drain({ deadlineMs: 5_000 }, (answer) => (report = answer))
  lifter.clock.advance(4_999)
  assert.equal(report, undefined)
  lifter.clock.advance(1)
  assert.deepEqual(report, { sent: 0, rejected: 0, waiting: 250, nextAttemptInMs: null })
  lifter.answer('id-1', applied)
  assert.equal(lifter.requests.length, 4)
})

test('[O9] after its deadline nothing starts for a second, and then what waits is sent by itself', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(set('s1', '2'), {})
  lifter.outbox.drain({ deadlineMs: 5_000 })
  lifter.clock.advance(5_000)
  lifter.answer('id-1', applied)
  lifter.clock.advance(999)
  assert.equal(lifter.requests.length, 1)
  lifter.clock.advance(1)
  assert.equal(lifter.requests.length, 2)
})

const meanwhile: [what: string, happens: (outbox: Outbox) => void][] = [
  ['a drain without one', (outbox) => outbox.drain()],
  ['a drain with a later one', (outbox) => outbox.drain({ deadlineMs: 60_000 })],
  ['a drain with an earlier one', (outbox) => outbox.drain({ deadlineMs: 500 })],
  ['a trigger', (outbox) => outbox.wake()],
  ['a new operation', (outbox) => outbox.enqueue(set('s2', '1'), {})],
]
for (const [what, happens] of meanwhile) {
  test(`[O9] a drain reports at its own deadline, also when ${what} joins in`, () => {
    const lifter = phone(() => 'hangs')
    lifter.outbox.enqueue(set('s1', '1'), {})
    const reports: unknown[] = []
    lifter.outbox.drain({ deadlineMs: 5_000 }, (answer) => reports.push(answer))
    lifter.clock.advance(1_000)
    happens(lifter.outbox)
    lifter.clock.advance(3_999)
    assert.deepEqual(reports, [])
    lifter.clock.advance(1)
    assert.equal(reports.length, 1)
  })
}

test('[O9] a drain with a deadline starts only what fits, judged by how long the last request took', () => {
  const offlinePhone = phone(() => offline)
  for (let n = 0; n < 2 * BATCH_OPERATIONS_MAX; n++) offlinePhone.outbox.enqueue(set('s1', `${n}`), {})
  const lifter = offlinePhone.restart(() => 'hangs')
  let report: { waiting: number } | undefined
  lifter.outbox.drain({ deadlineMs: 10_000 }, (answer) => (report = answer))
  lifter.clock.advance(6_000)
  lifter.answer(lifter.requests[0]![0]!.id, applied)
  assert.equal(report?.waiting, BATCH_OPERATIONS_MAX)
  assert.equal(lifter.requests.length, 1)
})

test('[O10] killed in flight: the next process sends the same id at once', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s1', '1'), {})
  const next = lifter.restart(() => applied)
  next.outbox.drain()
  assert.deepEqual(
    next.sent.map(({ id }) => id),
    ['id-1'],
  )
})

test('[O11] confirmed is called before the operation stops waiting', () => {
  const lifter = phone(() => 'hangs', { confirmed: (results) => heard.push(lifter.waiting().length, results) })
  const heard: unknown[] = []
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.answer('id-1', applied)
  assert.deepEqual(heard, [1, [{}]])
  assert.deepEqual(lifter.waiting(), [])
})

test('[O11] a verdict that cannot be stored leaves the operation, and it is sent again with its id', () => {
  let full = false
  const lifter = phone(() => applied, { fault: () => (full ? 'full' : null) })
  const hang = phone(() => 'hangs', { fault: () => (full ? 'full' : null), disk: lifter.disk })
  hang.outbox.enqueue(set('s1', '1'), {})
  full = true
  hang.answer('id-1', applied)
  assert.deepEqual(hang.waiting(), ['set_s1_1'])
  full = false
  hang.clock.advance(1_000)
  assert.deepEqual(
    hang.sent.map(({ id }) => id),
    ['id-1', 'id-1'],
  )
  hang.answer('id-1', applied)
  assert.deepEqual(hang.waiting(), [])
})

test('[O13] the state of one lane: it waits until its last operation is settled', () => {
  const lifter = phone(() => 'hangs')
  lifter.outbox.enqueue(set('s1', 'squat'), {})
  lifter.outbox.enqueue(set('s1', 'bench'), {})
  assert.deepEqual([lifter.outbox.waitsIn('s1'), lifter.outbox.waitsIn('s10')], [true, false])
  lifter.answer('id-1', applied)
  assert.equal(lifter.outbox.waitsIn('s1'), true)
  lifter.clock.advance(BATCH_WINDOW_MS)
  lifter.answer('id-2', applied)
  assert.equal(lifter.outbox.waitsIn('s1'), false)
})

test('[O13] the snapshot is one value until something changes, and then another', () => {
  const lifter = phone(() => offline)
  const before = lifter.outbox.snapshot()
  assert.equal(lifter.outbox.snapshot(), before)
  let heard = 0
  lifter.outbox.subscribe(() => heard++)
  lifter.outbox.enqueue(set('s1', '1'), {})
  assert.notEqual(lifter.outbox.snapshot(), before)
  assert.ok(heard > 0)
})

test('whenSettled says how an operation ended: applied, rejected, or replaced', () => {
  const lifter = phone(() => 'hangs')
  const heard: unknown[] = []
  for (const name of ['1', '2', '3']) {
    lifter.outbox.enqueue(set(name, '1'), {})
    lifter.outbox.whenSettled(`id-${name}`, (settled) => heard.push([name, settled.became]))
  }
  lifter.answer('id-1', applied)
  lifter.answer('id-2', rejected)
  lifter.outbox.enqueue(set('3', '1'), {})
  assert.deepEqual(heard, [
    ['1', 'applied'],
    ['2', 'rejected'],
    ['3', 'replaced'],
  ])
})

// Found by the properties test: a lane that was in the order twice hid the lanes whose wait was over, and no timer was left.
test('[O8] sets logged in quick succession in two sessions without any answer are all sent in the end', () => {
  let answer: Answer = offline
  const lifter = phone(() => answer)
  for (const session of ['s10', 's10', 's1', 's10']) lifter.outbox.enqueue(set(session, '1'), {})
  answer = applied
  lifter.clock.advance(900_000)
  assert.deepEqual(lifter.waiting(), [])
})

test('[O11] while verdicts cannot be stored the server is not asked in a hot loop', () => {
  let full = false
  const lifter = phone(() => applied, { fault: () => (full ? 'full' : null) })
  const before = phone(() => offline, { disk: lifter.disk })
  before.outbox.enqueue(set('s1', '1'), {})
  before.outbox.close()
  const sender = phone(() => applied, { disk: lifter.disk, fault: () => (full ? 'full' : null), firstId: 50 })
  full = true
  sender.outbox.drain()
  sender.clock.advance(60_000)
  assert.ok(sender.sent.length < 20, `${sender.sent.length} requests in a minute`)
  full = false
  sender.clock.advance(300_000)
  assert.deepEqual(sender.waiting(), [])
})
