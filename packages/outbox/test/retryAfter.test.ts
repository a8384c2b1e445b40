import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf, retryAfter, type Answer } from '../src/index.ts'
import { applied, phone, set } from './phone.ts'

const now = 'Wed, 21 Oct 2015 07:27:30 GMT'
const at = (seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toUTCString()
const busy = (retryAfterMs?: number): Answer => ({
  kind: 'unanswered',
  why: 'busy',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

test('[O8] of several Retry-After in one answer the longest counts, each in its own form; an unreadable one is ignored', () => {
  const values: [value: string, waitMs: number | null][] = [
    ['30, 120', 120_000],
    ['120,30', 120_000],
    [`30, ${at(60)}`, 60_000],
    [`${at(60)}, 90`, 90_000],
    [`${at(60)}, ${at(20)}`, 60_000],
    [`${at(20)}, ${at(60)}`, 60_000],
    ['soon, 45', 45_000],
    ['45, soon', 45_000],
    ['7200, 5', 3_600_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['soon', null],
    ['', null],
    [',', null],
  ]
  for (const [value, waitMs] of values) assert.equal(retryAfter(value, now), waitMs, value)
})

test('[O8] seconds need no Date, and a date without a Date is no wait', () => {
  assert.equal(retryAfter(`30, ${at(60)}`, null), 30_000)
  assert.equal(retryAfter('30', 'not a date'), 30_000)
  assert.equal(retryAfter(at(60), 'not a date'), null)
  assert.equal(retryAfter(at(3_600), now), 3_600_000)
  assert.equal(retryAfter(at(3_601), now), 3_600_000)
})

test('[O5] [O8] every answer without a verdict carries the wait that it asks for; a verdict, a 401 and a 426 carry none', () => {
  const read = (status: number, body: unknown): Answer =>
    answerOf({ status, body, retryAfter: at(90), date: now }, 'id-1', () => ({ result: {}, receipt: null }))
  const retryAfterMs = 90_000
  for (const status of [408, 421, 425, 429, 500, 503]) assert.deepEqual(read(status, {}), { kind: 'unanswered', why: 'busy', retryAfterMs })
  for (const status of [200, 302, 404, 426]) assert.deepEqual(read(status, {}), { kind: 'unanswered', why: 'foreign', retryAfterMs })
  assert.deepEqual(read(200, { operationId: 'id-1' }), applied)
  assert.deepEqual(read(401, {}), { kind: 'unauthorized' })
  assert.deepEqual(read(426, { status: 426, code: 'upgrade_required' }), { kind: 'upgradeRequired' })
})

const several: [what: string, lanes: string[], answers: Answer[]][] = [
  ['two lanes, the first longer', ['s1', 's2'], [busy(60_000), busy(30_000)]],
  ['two lanes, the second longer', ['s1', 's2'], [busy(30_000), busy(60_000)]],
  ['two lanes, and one asks for nothing', ['s1', 's2'], [busy(60_000), busy()]],
  ['one lane, the first longer', ['s1', 's1'], [busy(60_000), busy(30_000)]],
  ['one lane, the second longer', ['s1', 's1'], [busy(30_000), busy(60_000)]],
  ['one lane, and the first asks for nothing', ['s1', 's1'], [busy(), busy(60_000)]],
  ['one lane after a verdict', ['s1', 's1'], [applied, busy(60_000)]],
  ['one lane before a verdict of another', ['s1', 's2'], [busy(60_000), applied]],
]
for (const [what, lanes, answers] of several) {
  test(`[O8] several waits in one request, ${what}: nothing starts before the longest is over, and then it does`, () => {
    let isBusy = false
    const lifter = phone(() => ({ kind: 'unanswered', why: 'network' }), { answers: () => (isBusy ? answers : null) })
    for (const [n, lane] of lanes.entries()) lifter.outbox.enqueue(set(lane, `${n}`), {})
    const again = lifter.restart()
    isBusy = true
    again.outbox.drain()
    assert.equal(again.requests.length, 1)
    assert.equal(again.requests[0]!.length, 2)
    again.clock.advance(59_999)
    again.outbox.wake()
    again.outbox.drain()
    assert.equal(again.requests.length, 1)
    again.clock.advance(1)
    assert.equal(again.requests.length, 2)
  })
}

for (const [first, second] of [
  [60_000, 30_000],
  [30_000, 60_000],
]) {
  test(`[O8] two requests under way asked for ${first! / 1000} s and then for ${second! / 1000} s: the longer counts`, () => {
    const lifter = phone(() => 'hangs')
    lifter.outbox.enqueue(set('s1', '1'), {})
    lifter.outbox.enqueue(set('s2', '1'), {})
    assert.equal(lifter.requests.length, 2)
    lifter.answer('id-1', busy(first))
    lifter.answer('id-2', busy(second))
    let nextAttemptInMs: number | null = 0
    lifter.outbox.drain({}, (report) => (nextAttemptInMs = report.nextAttemptInMs))
    assert.equal(nextAttemptInMs, 60_000)
    lifter.clock.advance(59_999)
    lifter.outbox.wake()
    assert.equal(lifter.requests.length, 2)
    lifter.clock.advance(1)
    assert.equal(lifter.requests.length, 3)
  })
}
