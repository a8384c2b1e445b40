import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryMedium, newDisk, locationOf, recordOfJson, virtualClock, type VirtualClock } from '@holdfast/journal/testing'
import { BACKOFF_MS_MAX, SEND_TIMEOUT_MS, type Answer, type Lease, type Send } from '../src/index.ts'
import { applied, offline, phone, rejected, set, type PhoneOptions } from './phone.ts'

const fail = (message: string) => (): never => {
  throw new Error(message)
}

/** A phone whose exceptions are recorded as `where: message`. */
function reporting(network: Parameters<typeof phone>[0], options: PhoneOptions = {}) {
  const reports: string[] = []
  const report = (error: unknown, where: string): void => void reports.push(`${where}: ${(error as Error).message}`)
  return { reports, lifter: phone(network, { ...options, report }) }
}

test('[O25] confirmed that throws leaves no operation in flight, and the next one is sent', () => {
  const { reports, lifter } = reporting(() => applied, { confirmed: fail('confirmed') })
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.enqueue(set('s2', '1'), {})
  lifter.clock.advance(SEND_TIMEOUT_MS)
  assert.deepEqual([lifter.waiting(), lifter.outbox.snapshot().sending], [[], []])
  assert.deepEqual(reports, ['confirmed: confirmed', 'confirmed: confirmed'])
})

test('[O25] a listener, a drain and a waiter that throw stop neither the sending nor each other', () => {
  const { reports, lifter } = reporting(() => 'hangs')
  const heard: string[] = []
  lifter.outbox.subscribe(fail('listener'))
  lifter.outbox.subscribe(() => heard.push('listener'))
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.whenSettled('id-1', fail('settled'))
  lifter.outbox.whenSettled('id-1', ({ became }) => heard.push(became))
  lifter.outbox.drain({}, fail('drained'))
  lifter.outbox.drain({}, () => heard.push('drained'))
  lifter.answer('id-1', applied)
  assert.deepEqual(lifter.waiting(), [])
  assert.deepEqual(new Set(heard), new Set(['listener', 'applied', 'drained']))
  assert.deepEqual(new Set(reports), new Set(['a listener of the outbox: listener', 'whenSettled: settled', 'drain: drained']))
})

test('[O25] a send that throws is no verdict: the lane waits, others go on, and it is sent again', () => {
  let broken = true
  const send: Send = (operations, done) => {
    if (broken && operations.some(({ lane }) => lane === 's1')) throw new Error('no socket')
    done(operations.map(() => applied))
    return () => undefined
  }
  const { reports, lifter } = reporting(() => applied, { send })
  lifter.outbox.enqueue(set('s1', '1'), {})
  assert.deepEqual([lifter.waiting(), lifter.outbox.snapshot().lastSilence], [['set_s1_1'], 'failed'])
  lifter.outbox.enqueue(set('s2', '1'), {})
  lifter.clock.advance(10_000)
  assert.deepEqual(lifter.waiting(), ['set_s1_1'])
  broken = false
  lifter.clock.advance(BACKOFF_MS_MAX)
  assert.deepEqual(lifter.waiting(), [])
  assert.ok(reports.length > 0 && reports.every((report) => report === 'send: no socket'))
})

test('[O5] [O25] answers of a wrong shape are no verdict, and no reason to send again without a pause', () => {
  const nonsense = [undefined, null, 'ok', [], [undefined], [null], [{ kind: 'perhaps' }], [{}]] as unknown as readonly Answer[][]
  for (const answers of nonsense) {
    const send: Send = (_operations, done) => (done(answers), () => undefined)
    const { lifter } = reporting(() => applied, { send })
    lifter.outbox.enqueue(set('s1', '1'), {})
    assert.equal(lifter.requests.length, 1, `${JSON.stringify(answers)} is asked about once`)
    assert.deepEqual(lifter.waiting(), ['set_s1_1'])
    lifter.clock.advance(60_000)
    assert.ok(lifter.requests.length > 1 && lifter.requests.length < 20)
  }
})

test('[O25] a renewal that throws is unanswered, and is requested again later', () => {
  let broken = true
  const { reports, lifter } = reporting(() => (broken ? { kind: 'unauthorized' } : applied), { refresh: fail('no keychain') })
  lifter.outbox.enqueue(set('s1', '1'), {})
  assert.equal(lifter.outbox.snapshot().paused, null)
  broken = false
  lifter.clock.advance(60_000)
  assert.deepEqual([lifter.waiting(), reports[0]], [[], 'refresh: no keychain'])
})

test('[O25] a lease that cannot be requested does not stop the sending', () => {
  const lease: Lease = { request: fail('SecurityError') }
  const { reports, lifter } = reporting(() => applied, { lease })
  lifter.outbox.enqueue(set('s1', '1'), {})
  assert.deepEqual([lifter.waiting(), reports], [[], ['the lease: SecurityError']])
})

test('[O18] [O25] an operation whose upcast throws waits for a later version, and others are sent', () => {
  const disk = newDisk()
  const before = phone(() => offline, { disk })
  for (const lane of ['s1', 's2']) before.outbox.enqueue(set(lane, '1'), {})
  before.outbox.close()
  const upcast: PhoneOptions['upcast'] = (stored) => (stored.lane === 's1' ? fail('no such shape')() : stored)
  const { reports, lifter } = reporting(() => applied, { disk, upcast, firstId: 50 })
  lifter.clock.advance(1)
  const { unknownKind } = lifter.outbox.snapshot()
  assert.deepEqual([lifter.waiting(), unknownKind.map(({ lane }) => lane), reports], [[], ['s1'], ['upcast: no such shape']])
})

test('[O24] a send that never answers is given up after 15 s, and its later answer is ignored', () => {
  const late: ((answers: readonly Answer[]) => void)[] = []
  let cancelled = 0
  const send: Send = (_operations, done) => (late.push(done), () => void cancelled++)
  const { lifter } = reporting(() => applied, { send })
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.clock.advance(SEND_TIMEOUT_MS - 1)
  assert.equal(lifter.outbox.snapshot().sending.length, 1)
  lifter.clock.advance(1)
  assert.deepEqual([lifter.outbox.snapshot().sending, lifter.outbox.snapshot().lastSilence, cancelled], [[], 'timeout', 1])
  late[0]!([rejected])
  assert.deepEqual([lifter.waiting(), lifter.outbox.snapshot().attention], [['set_s1_1'], []])
  lifter.clock.advance(2_000)
  late[1]!([applied])
  assert.deepEqual(lifter.waiting(), [])
})

test('[O24] an answer in time whose verdict is stored after 15 s is an answer (simulator, seed 2003345)', () => {
  const stored: (() => void)[] = []
  let isSlow = false
  const medium = memoryMedium({ later: (complete) => void (isSlow ? stored.push(complete) : complete()) })
  const { lifter } = reporting(() => 'hangs', { location: locationOf(medium) })
  for (const set_ of ['1', '2']) lifter.outbox.enqueue(set('s1', set_), {})
  lifter.clock.advance(SEND_TIMEOUT_MS - 1)
  isSlow = true
  lifter.answer('id-1', applied)
  lifter.clock.advance(10)
  assert.deepEqual([lifter.outbox.snapshot().lastSilence, lifter.requests.length], [null, 1])
  isSlow = false
  stored.shift()!()
  assert.deepEqual([lifter.waiting(), lifter.outbox.snapshot().sending], [['set_s1_2'], ['id-2']])
})

test('[O24] a request that hung while the process was frozen is given up when the process runs again (simulator, seed 18706)', () => {
  const clock = virtualClock()
  let frozenMs = 0
  const thawed: VirtualClock = { ...clock, timers: 0, monoMs: () => clock.monoMs() + frozenMs }
  const { lifter } = reporting(() => 'hangs', { clock: thawed })
  lifter.outbox.enqueue(set('s1', '1'), {})
  lifter.outbox.drain({ deadlineMs: 5_000 })
  frozenMs = 600_000
  lifter.outbox.wake()
  clock.advance(10_000)
  assert.equal(lifter.requests.length, 2)
  lifter.answer('id-1', applied)
  assert.deepEqual(lifter.waiting(), [])
})

test('[O24] a renewal that never answers is given up, and the sending goes on', () => {
  let isRenewed = false
  const { lifter } = reporting(() => (isRenewed ? applied : { kind: 'unauthorized' }), { refresh: () => undefined })
  lifter.outbox.enqueue(set('s1', '1'), {})
  isRenewed = true
  lifter.clock.advance(2 * SEND_TIMEOUT_MS + BACKOFF_MS_MAX)
  assert.deepEqual(lifter.waiting(), [])
})

test('[O4] [O24] while one request hangs, an unanswered lane is tried again', () => {
  const busy: Answer = { kind: 'unanswered', why: 'busy' }
  let isBusy = true
  const { lifter } = reporting(({ lane }) => (lane === 'hangs' ? 'hangs' : isBusy ? busy : applied))
  lifter.outbox.enqueue(set('hangs', '1'), {})
  lifter.outbox.enqueue(set('busy', '1'), {})
  isBusy = false
  lifter.clock.advance(2_000)
  assert.deepEqual(lifter.waiting(), ['set_hangs_1'])
})

test('[O10] what waits is sent at start, by the outbox itself', () => {
  const before = phone(() => offline)
  before.outbox.enqueue(set('s1', '1'), {})
  const lifter = before.restart(() => applied)
  assert.deepEqual(lifter.sent, [], 'not before the outbox is handed out')
  lifter.clock.advance(1)
  assert.deepEqual(lifter.waiting(), [])
})

test('[O19] a tab that is granted the lease first reads what the last holder settled', () => {
  const disk = newDisk()
  const holder = phone(() => offline, { disk })
  holder.outbox.enqueue(set('s1', '1'), {})
  let granted = (): void => undefined
  const lease: Lease = { request: (grant) => ((granted = grant), () => undefined) }
  const tab = phone(() => applied, { disk, lease, firstId: 50 })
  assert.deepEqual(tab.waiting(), ['set_s1_1'])
  const answering = holder.restart(() => applied)
  answering.outbox.drain()
  answering.outbox.close()
  granted()
  tab.clock.advance(10_000)
  assert.deepEqual([tab.sent, tab.waiting()], [[], []])
})

test('[O19] a lease that is lost and granted again while the tab still reads is one lease', () => {
  let [granted, lost] = [(): void => undefined, (): void => undefined]
  const lease: Lease = { request: (...told) => (([granted, lost] = told), () => undefined) }
  const lifter = phone(() => applied, { lease })
  lifter.outbox.enqueue(set('s1', '1'), {})
  granted()
  lost()
  lifter.outbox.enqueue(set('s1', '2'), {})
  assert.deepEqual(lifter.waiting(), ['set_s1_2'])
  granted()
  lifter.clock.advance(1)
  assert.deepEqual(lifter.waiting(), [])
})

test('[O1] a body stays as it was enqueued: in memory, on disk and in the request', () => {
  const lifter = phone(() => offline)
  const body = { reps: 5, sets: [{ kg: 100 }] }
  lifter.outbox.enqueue({ ...set('s1', '1'), body }, {})
  body.reps = 6
  body.sets[0]!.kg = 1
  const wanted = { reps: 5, sets: [{ kg: 100 }] }
  const [waiting] = lifter.outbox.snapshot().waiting
  assert.deepEqual(waiting?.body, wanted)
  assert.throws(() => ((waiting!.body as typeof body).sets[0]!.kg = 2), TypeError)
  const again = lifter.restart(() => applied)
  assert.throws(() => ((again.outbox.snapshot().waiting[0]!.body as typeof body).reps = 2), TypeError)
  again.outbox.drain()
  assert.deepEqual([lifter.sent[0]!.body, again.sent[0]!.body], [wanted, wanted])
})

const operation = { id: 'x', createdAt: 1, endpoint: '/x', method: 'PUT', slot: 'x', lane: 'x', v: 1, body: {} }
const without = (member: keyof typeof operation) => Object.fromEntries(Object.entries(operation).filter(([name]) => name !== member))
const foreign: Record<string, object> = {
  'settle is null': { settle: null },
  'settle is a text': { settle: 'x' },
  'settle holds null': { settle: [null, { id: 'id-1', verdict: 'applied', receipt: null }] },
  'an unknown verdict': { settle: { id: 'id-2', verdict: 'perhaps' } },
  'a refusal without its words': { settle: { id: 'id-2', verdict: 'rejected', refusal: null } },
  'enqueue is null': { enqueue: null },
  'enqueue is a list': { enqueue: [operation] },
  'an unknown method': { enqueue: { ...operation, method: 'PATCH' } },
  'after is a text': { enqueue: { ...operation, after: 'x' } },
  ...Object.fromEntries(
    (Object.keys(operation) as (keyof typeof operation)[]).map((member) => [`no ${member}`, { enqueue: without(member) }]),
  ),
}
for (const [name, entry] of Object.entries(foreign)) {
  test(`[O23] a record that this version cannot read is kept and reported, and the others are sent: ${name}`, () => {
    const disk = newDisk()
    const before = phone(() => offline, { disk })
    for (const lane of ['s1', 's2']) before.outbox.enqueue(set(lane, '1'), {})
    before.outbox.close()
    const record = recordOfJson(3, JSON.stringify({ seq: 3, at: 1, ...entry }))
    disk.stored.set(record.key, record.value)
    const { reports, lifter } = reporting(() => applied, { disk, firstId: 50 })
    lifter.clock.advance(1)
    assert.deepEqual(lifter.waiting(), [])
    assert.deepEqual(
      lifter.outbox.snapshot().foreign.map(({ seq }) => seq),
      [3],
    )
    assert.deepEqual(reports, ['a record of another version: record 3 has a shape unknown to this version'])
    assert.deepEqual(
      lifter.sent.some(({ id }) => id === 'x'),
      false,
    )
  })
}
