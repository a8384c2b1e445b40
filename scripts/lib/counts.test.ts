import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWords, none, oneFailed, onePassed, oneSkipped, sum } from './counts.ts'

test('counts add up', () => {
  assert.deepEqual(sum([]), none)
  assert.deepEqual(sum([{ passed: 40, failed: 1, skipped: 2 }, onePassed, oneFailed, oneSkipped]), { passed: 41, failed: 2, skipped: 3 })
})

test('the last line has the exact form machines read, with skipped only when something was', () => {
  assert.equal(inWords({ passed: 123, failed: 0, skipped: 2 }), '123 passed, 0 failed, 2 skipped')
  assert.equal(inWords({ passed: 0, failed: 1, skipped: 0 }), '0 passed, 1 failed')
})
