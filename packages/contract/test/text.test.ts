import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isStorable, personText, storableStart } from '../src/index.ts'

test('a text that is cut ends with a whole character, never with half of one or a replacement mark', () => {
  assert.equal(storableStart(`${'a'.repeat(1999)}🏋️`, 2000), 'a'.repeat(1999))
  assert.equal(storableStart(`${'a'.repeat(1998)}🏋`, 2000), `${'a'.repeat(1998)}🏋`)
  assert.equal(storableStart('🏋', 1), '')
  assert.equal(storableStart('abc', 2000), 'abc')
  assert.equal(storableStart('\ud83c', 2000), '\ufffd', 'half a character was typed')
})

test('any text, cut anywhere: it can be stored, it is not too long, and it is a prefix of the text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '🏋', '️', '👨‍👩‍👧', ' ', '\n') })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (whole, max) => {
      const cut = storableStart(whole, max)
      assert.ok(isStorable(cut) && personText(max).safeParse(cut).success)
      assert.ok(whole.startsWith(cut) && (cut.length >= Math.min(whole.length, max) - 1 || cut === whole))
    }),
  )
})
