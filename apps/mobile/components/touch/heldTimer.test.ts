import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { heldTimer } from './heldTimer.ts'

/** A timer on its own clock: other files in this process keep theirs. */
function timerOf(t: TestContext, lengthMs: number) {
  let now = 0
  t.mock.method(performance, 'now', () => now)
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const pass = (ms: number): void => {
    now += ms
    t.mock.timers.tick(ms)
  }
  const seen = { over: 0 }
  return { ...heldTimer(lengthMs, () => seen.over++), seen, pass }
}

test('it is over after its length, and a new start begins with the whole length', (t) => {
  const { start, stop, seen, pass } = timerOf(t, 8_000)
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

test('held twice, it continues with the time left when both holds are released', (t) => {
  const { start, hold, discarded, seen, pass } = timerOf(t, 8_000)
  start()
  pass(5_000)
  hold('focus')
  hold('pointer')
  pass(60_000)
  discarded('focus')
  pass(60_000)
  assert.equal(seen.over, 0)
  discarded('pointer')
  pass(2_999)
  assert.equal(seen.over, 0)
  pass(1)
  assert.equal(seen.over, 1)
})

test('started while it is held, it begins when it is released', (t) => {
  const { start, hold, discarded, seen, pass } = timerOf(t, 8_000)
  hold('pointer')
  start()
  pass(60_000)
  discarded('pointer')
  discarded('pointer')
  pass(7_999)
  assert.equal(seen.over, 0)
  pass(1)
  assert.equal(seen.over, 1)
})
