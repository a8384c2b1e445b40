import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from '@holdfast/journal/testing'
import { createDeviceClock } from '../sync/device/deviceClock.ts'

test('stamps only go forward, whatever the wall clock does, also after a restart', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const first = stamps.loggedAt()
  clock.setWall(clock.wallMs() - 86_400_000)
  const second = stamps.loggedAt()
  assert.ok(second > first)
  const restarted = createDeviceClock(clock)
  restarted.saw(second)
  assert.ok(restarted.loggedAt() > second)
})

test('what was done a moment ago is stamped with that time, and still later than every stamp before', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const doneAtMs = stamps.nowMs()
  clock.advance(400)
  assert.equal(Date.parse(stamps.loggedAt(doneAtMs)), doneAtMs)
  assert.equal(Date.parse(stamps.loggedAt(doneAtMs)), doneAtMs + 1)
})

test('the server’s time corrects the device’s', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const truthMs = clock.wallMs() + 7_200_000
  stamps.heard(new Date(truthMs).toISOString(), clock.wallMs())
  assert.equal(Date.parse(stamps.loggedAt()), truthMs)
})

test('an answer that was read late proves little: a phone frozen for ten minutes keeps its own time (simulator, seed 177138)', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const askedAtMs = clock.wallMs()
  clock.advance(600_000)
  stamps.heard(new Date(askedAtMs + 200).toISOString(), askedAtMs)
  assert.equal(Date.parse(stamps.loggedAt()), clock.wallMs())
  // A clock that is hours off is still corrected as far as the answer proves; the next answer corrects the rest.
  const wrong = createDeviceClock(clock)
  wrong.heard(new Date(askedAtMs + 7_200_200).toISOString(), askedAtMs)
  assert.equal(Date.parse(wrong.loggedAt()), clock.wallMs() + 6_600_200)
  wrong.heard(new Date(clock.wallMs() + 7_200_100).toISOString(), clock.wallMs() - 200)
  assert.equal(Date.parse(wrong.loggedAt()), clock.wallMs() + 7_200_100)
})

test('Sent-At uses the clock that stamped the operation, even if that clock was corrected since', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const loggedAt = stamps.loggedAt()
  const operation = { body: { logged_at: loggedAt }, createdAt: clock.wallMs() }
  clock.advance(60_000)
  assert.equal(Date.parse(stamps.sentAt(operation)!) - Date.parse(loggedAt), 60_000)
})

test('what another app stamped is sent without Sent-At: years between the workout and its import are no clock error', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const operation = { body: { logged_at: '2016-05-01T10:00:00.000Z' }, createdAt: clock.wallMs() }
  assert.equal(stamps.sentAt({ ...operation, stampedElsewhere: true }), null)
  assert.notEqual(stamps.sentAt(operation), null)
})

test('a stamp that is known to be right is sent without Sent-At: a delayed request is no wrong clock (simulator, seeds 1161 and 1414)', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const wrong = { body: { logged_at: stamps.loggedAt() }, createdAt: clock.wallMs() }
  stamps.heard(new Date(clock.wallMs() + 3_600_000).toISOString(), clock.wallMs())
  const right = { body: { logged_at: stamps.loggedAt() }, createdAt: clock.wallMs() }
  clock.advance(5_000)
  assert.deepEqual([stamps.sentAt(wrong) === null, stamps.sentAt(right)], [false, null])
  clock.setWall(clock.wallMs() + 60_000)
  assert.notEqual(stamps.sentAt(right), null, 'the clock was set: what was heard says nothing any more')
  stamps.heard(new Date(clock.wallMs() + 3_540_000).toISOString(), clock.wallMs())
  assert.equal(stamps.sentAt({ ...right, createdAt: clock.wallMs(), body: { logged_at: stamps.loggedAt() } }), null)
})

test('L3: a clock that is put back after an answer of the server moves no time, and the next answer changes nothing', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const yearMs = 365 * 86_400_000
  const trueMs = () => 1_768_464_000_000 + clock.monoMs()
  clock.setWall(trueMs() + yearMs)
  stamps.heard(new Date(trueMs()).toISOString(), clock.wallMs())
  assert.equal(stamps.nowMs(), trueMs())
  clock.advance(60_000)
  clock.setWall(trueMs())
  assert.equal(stamps.nowMs(), trueMs())
  // A slow answer proves little, a quick one proves all: neither moves a time that is consistent with it.
  for (const tookMs of [600_000, 200]) {
    const askedAtMs = clock.wallMs()
    clock.advance(tookMs)
    stamps.heard(new Date(trueMs() - tookMs / 2).toISOString(), askedAtMs)
    assert.ok(Math.abs(stamps.nowMs() - trueMs()) <= 200, `${stamps.nowMs() - trueMs()} ms off`)
  }
})

test('a device knows the time from an answer in this process until its clock is set, by two seconds or more', () => {
  const known = (...acts: ((clock: ReturnType<typeof virtualClock>, stamps: ReturnType<typeof createDeviceClock>) => void)[]) => {
    const clock = virtualClock()
    const stamps = createDeviceClock(clock)
    for (const act of acts) act(clock, stamps)
    return stamps.isKnown()
  }
  const heard = (tookMs: number) => (clock: ReturnType<typeof virtualClock>, stamps: ReturnType<typeof createDeviceClock>) =>
    stamps.heard(new Date(clock.wallMs()).toISOString(), clock.wallMs() - tookMs)
  const set = (byMs: number) => (clock: ReturnType<typeof virtualClock>) => clock.setWall(clock.wallMs() + byMs)
  assert.deepEqual([known(), known(heard(0)), known(heard(29_999)), known(heard(30_000))], [false, true, true, false])
  assert.deepEqual(
    [known(heard(0), set(1_999)), known(heard(0), set(2_000)), known(heard(0), set(-1_999)), known(heard(0), set(-2_000))],
    [true, false, true, false],
  )
})

test('now is told as a time, and the first stamp is that time', () => {
  const clock = virtualClock(Date.parse('2027-01-15T08:00:00.000Z'))
  const stamps = createDeviceClock(clock)
  assert.deepEqual(
    [stamps.now(), stamps.loggedAt(), stamps.loggedAt()],
    ['2027-01-15T08:00:00.000Z', '2027-01-15T08:00:00.000Z', '2027-01-15T08:00:00.001Z'],
  )
})

test('what carries no stamp is sent with the time it is sent; a difference of 30 seconds is one to correct', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  assert.equal(stamps.sentAt({ body: {}, createdAt: 5 }), new Date(clock.wallMs()).toISOString())
  const sentAt = (aheadMs: number) => {
    const ahead = createDeviceClock(clock)
    const operation = { body: { logged_at: new Date(clock.wallMs() + aheadMs).toISOString() }, createdAt: clock.wallMs() }
    ahead.heard(new Date(clock.wallMs()).toISOString(), clock.wallMs())
    return ahead.sentAt(operation)
  }
  assert.deepEqual([sentAt(29_999), sentAt(-29_999)], [null, null])
  assert.deepEqual(
    [sentAt(30_000), sentAt(-30_000)],
    [30_000, -30_000].map((ms) => new Date(clock.wallMs() + ms).toISOString()),
  )
})
