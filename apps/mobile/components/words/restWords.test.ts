import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restWords } from './restWords.ts'

test('a rest counts down to its last second, then up', () => {
  const words = [102_000, 101_001, 1, 0, -999, -25_400].map(restWords)
  assert.deepEqual(words, ['Rest 1:42', 'Rest 1:42', 'Rest 0:01', 'Rest over +0:00', 'Rest over +0:00', 'Rest over +0:25'])
})

test('F19: a rest that was over hours ago is over, and is not counted', () => {
  assert.equal(restWords(-3_599_000), 'Rest over +59:59')
  assert.equal(restWords(-52_623_000), 'Rest over')
})
