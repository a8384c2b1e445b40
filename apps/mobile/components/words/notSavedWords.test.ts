import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notSavedWords } from './notSavedWords.ts'

test('what is not saved says so, why, and where the numbers are', () => {
  assert.deepEqual(notSavedWords({ why: 'full', setId: 'a' }), {
    title: "This set isn't saved: storage is full.",
    body: 'Your numbers are still in the cells.',
  })
  assert.deepEqual(notSavedWords({ why: 'unavailable', setId: null }), {
    title: "Your last change isn't saved: storage can't be written right now.",
    body: 'It is still on screen.',
  })
})

test('a mistake of the app is not blamed on the storage, and gives the details for a support request', () => {
  assert.deepEqual(notSavedWords({ why: 'failed', setId: 'a', detail: 'TypeError: crypto.randomUUID is not a function' }), {
    title: "This set isn't saved: something in the app failed.",
    body: 'Your numbers are still in the cells. Your storage is fine. For whoever helps you: TypeError: crypto.randomUUID is not a function',
  })
})
