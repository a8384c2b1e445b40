import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { heldTimer } from './heldTimer.ts'

let now = 0
const pass = (ms: number) => {
  now += ms
  mock.timers.tick(ms)
}
beforeEach(() => {
  now = 0
  mock.method(performance, 'now', () => now)
  mock.timers.enable({ apis: ['setTimeout'] })
})
afterEach(() => {
  mock.timers.reset()
  mock.restoreAll()
})

function timerOf(lengthMs: number) {
  const seen = { over: 0 }
  return { ...heldTimer(lengthMs, () => seen.over++), seen }
}

test('it is over after its length, and a new start begins from the whole', () => {
  const { start, stop, seen } = timerOf(8_000)
  start()
  pass(7_999)
  start()
  pass(7_999)
  assert.equal(seen.over, 0)
  pass(1)
  assert.equal(seen.over, 1)
  start()
  stop()
  pass(60_000)
  assert.equal(seen.over, 1)
})

test('held by two, it goes on when both let go, with what was left', () => {
  const { start, hold, letGo, seen } = timerOf(8_000)
  start()
  pass(5_000)
  hold('focus')
  hold('pointer')
  pass(60_000)
  letGo('focus')
  pass(60_000)
  assert.equal(seen.over, 0)
  letGo('pointer')
  pass(2_999)
  assert.equal(seen.over, 0)
  pass(1)
  assert.equal(seen.over, 1)
})

test('started while it is held, it begins when it is let go', () => {
  const { start, hold, letGo, seen } = timerOf(8_000)
  hold('pointer')
  start()
  pass(60_000)
  letGo('pointer')
  letGo('pointer')
  pass(7_999)
  assert.equal(seen.over, 0)
  pass(1)
  assert.equal(seen.over, 1)
})
