import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duration } from './say.mjs'

test('a length of time reads as a person says it', () => {
  assert.deepEqual([0, 432, 9999, 10_000, 59_400, 60_000, 185_000].map(duration), [
    '0.0 s',
    '0.4 s',
    '10.0 s',
    '10 s',
    '59 s',
    '1 min 00 s',
    '3 min 05 s',
  ])
})
