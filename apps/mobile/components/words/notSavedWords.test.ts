import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notSavedWords } from './notSavedWords.ts'

test('a refused set says what is still there, what to do and why', () => {
  assert.deepEqual(notSavedWords({ why: 'the disk is full.', setId: 'a' }), {
    title: "This set isn't saved",
    body: 'Your numbers are still in the cells. Free some space on this device, then tap ✓ again. Storage says: the disk is full.',
  })
  assert.equal(notSavedWords({ why: '', setId: null }).body, 'It is still on screen. Free some space on this device, then do it again.')
})
