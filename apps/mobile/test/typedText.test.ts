import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAscii, latinDigits } from '../sync/session/latinDigits.ts'
import { typedText } from '../sync/session/typedText.ts'

test('the digits of every script are read as 0 to 9', () => {
  assert.equal(latinDigits('٠١٢٣٤٥٦٧٨٩'), '0123456789')
  assert.equal(latinDigits('०९ ০৯ ๐๙ ０９'), '09 09 09 09')
  assert.equal(latinDigits('𝟎𝟗 𝟘𝟡 𝟢𝟫 𝟬𝟵 𝟶𝟿'), '09 09 09 09 09', 'five rows of digits that follow each other')
  assert.equal(latinDigits('Übung ٣ × 5, ½ und ²'), 'Übung 3 × 5, ½ und ²', 'all else stays')
  assert.equal(latinDigits('Squat 5x5\n'), 'Squat 5x5\n')
})

test('a text is ASCII up to its last sign', () => {
  assert.deepEqual(
    [isAscii(''), isAscii('aZ~\0\n\x7f'), isAscii('ü'), isAscii('a\x80'), isAscii('ab\nü')],
    [true, true, false, false, false],
  )
})

test('what was typed is read without spaces at its ends, full width as usual width, and without what cannot be seen', () => {
  assert.equal(typedText('  100.5 '), '100.5')
  assert.equal(typedText('１００．５ｋｇ　'), '100.5kg')
  assert.equal(typedText('\u200b10\u200e2\u00ad.5\ufeff'), '102.5')
  assert.equal(typedText('5\ufe0f\u20e3'), '5')
  assert.equal(typedText('a\u034fb\ufe00'), 'ab')
  assert.equal(typedText(' ١٠٢ '), '102')
})

test('superscripts, circled numbers and fractions stay what they are', () => {
  assert.deepEqual(['10²', '①', '1½', '３²'].map(typedText), ['10²', '①', '1½', '3²'])
})
