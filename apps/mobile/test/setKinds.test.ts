import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerFor, rowKindOf } from '../sync/import/setKinds.ts'

test('a word in a file is an unknown kind until a person assigns it, even the name of a property that every object has', () => {
  for (const word of ['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty']) {
    assert.equal(rowKindOf(word), null, word)
    assert.equal(answerFor(word, {}), null, word)
    assert.equal(answerFor(word, { [word]: 'drop' }), 'drop', word)
  }
  assert.equal(rowKindOf('constructor', { constructor: 'drop' } as never), 'drop')
})
