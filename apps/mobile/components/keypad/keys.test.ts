import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterKey } from './keys.ts'
import type { Key } from './keys.ts'
import type { Field } from '../session/setCells.ts'

/** What stands in a cell after some keys, from the moment it is taken. */
const typed = (text: string, keys: readonly Key[], field: Field = 'weight', mark = '.') =>
  keys.reduce((now, key) => ({ text: afterKey(now.text, key, now.fresh, field, mark), fresh: false }), { text, fresh: true }).text

test('the first key replaces what stands there, later keys append', () => {
  assert.equal(typed('100', ['9']), '9')
  assert.equal(typed('100', ['1', '0', '2', 'decimal', '5']), '102.5')
  assert.equal(typed('100', ['decimal', '5']), '0.5')
})

test('back takes one character, and all of a cell that was just taken', () => {
  assert.equal(typed('100', ['1', '0', 'back']), '1')
  assert.equal(typed('100', ['1', 'back']), '')
  assert.equal(typed('100', ['back']), '')
  assert.equal(typed('', ['back']), '')
})

test('one decimal mark, the lifter’s own, and none in reps', () => {
  assert.equal(typed('', ['7', 'decimal', 'decimal', '5'], 'weight', ','), '7,5')
  assert.equal(typed('', ['7', 'decimal', '5'], 'weight', '٫'), '7٫5')
  assert.equal(typed('', ['5', 'decimal', '5'], 'reps'), '55')
  assert.equal(typed('5', ['decimal'], 'reps'), '')
})

test('a nought in front goes, and nothing grows without end', () => {
  assert.equal(typed('', ['0', '5']), '5')
  assert.equal(typed('', ['0', 'decimal', '5']), '0.5')
  assert.equal(typed('', Array<Key>(12).fill('9')), '99999999')
})
