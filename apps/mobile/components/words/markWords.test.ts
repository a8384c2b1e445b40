import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markWords } from './markWords.ts'

test('a mark says where a set is saved, without technical terms', () => {
  const words = (['none', 'device', 'waiting', 'server', 'attention'] as const).map((mark) => markWords(mark, 'on this phone'))
  assert.deepEqual(words, [
    'not logged',
    'saved on this phone',
    'saved on this phone, waiting to send',
    'saved on server',
    'needs attention',
  ])
  assert.equal(markWords('attention', 'on this phone', 'Check the weight.'), 'needs attention: Check the weight.')
})
