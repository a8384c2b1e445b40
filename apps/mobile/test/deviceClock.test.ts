import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from '@holdfast/journal/testing'
import { createDeviceClock, sentAt } from '../sync/deviceClock.ts'

test('stamps only go forward, whatever the wall clock does, and across a restart', () => {
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

test('the server’s time corrects the device’s', () => {
  const clock = virtualClock()
  const stamps = createDeviceClock(clock)
  const truthMs = clock.wallMs() + 7_200_000
  stamps.heard(new Date(truthMs).toISOString(), clock.wallMs())
  assert.equal(Date.parse(stamps.loggedAt()), truthMs)
})

test('Sent-At is told on the clock that stamped the operation, also when that clock was set right since', () => {
  const clock = virtualClock()
  const loggedAt = createDeviceClock(clock).loggedAt()
  const operation = { body: { logged_at: loggedAt }, createdAt: clock.wallMs() }
  clock.advance(60_000)
  assert.equal(Date.parse(sentAt(clock, operation)!) - Date.parse(loggedAt), 60_000)
})

test('what another app stamped is sent without Sent-At: years between the workout and its import are no error of a clock', () => {
  const clock = virtualClock()
  const operation = { body: { logged_at: '2016-05-01T10:00:00.000Z' }, createdAt: clock.wallMs() }
  assert.equal(sentAt(clock, { ...operation, stampedElsewhere: true }), null)
  assert.notEqual(sentAt(clock, operation), null)
})
