import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterKey } from './keys.ts'
import type { Key } from './keys.ts'
import type { Field } from '../session/setCells.ts'

/** The text of a cell after some keys, from the moment it becomes active. */
const typed = (text: string, keys: readonly Key[], field: Field = 'weight', mark = '.') =>
  keys.reduce((now, key) => ({ text: afterKey(now.text, key, now.fresh, field, mark), fresh: false }), { text, fresh: true }).text

test('the first key replaces the text of the cell, later keys append', () => {
  assert.equal(typed('100', ['9']), '9')
  assert.equal(typed('100', ['1', '0', '2', 'decimal', '5']), '102.5')
  assert.equal(typed('100', ['decimal', '5']), '0.5')
})

test('back deletes one character, or the whole text of a cell that has just become active', () => {
  assert.equal(typed('100', ['1', '0', 'back']), '1')
  assert.equal(typed('100', ['1', 'back']), '')
  assert.equal(typed('100', ['back']), '')
  assert.equal(typed('', ['back']), '')
})

test('one decimal mark, that of the lifter’s locale, and none in reps', () => {
  assert.equal(typed('', ['7', 'decimal', 'decimal', '5'], 'weight', ','), '7,5')
  assert.equal(typed('', ['7', 'decimal', '5'], 'weight', '٫'), '7٫5')
  assert.equal(typed('', ['5', 'decimal', '5'], 'reps'), '55')
  assert.equal(typed('5', ['decimal'], 'reps'), '')
})

test('a leading zero is dropped, and the length is limited', () => {
  assert.equal(typed('', ['0', '5']), '5')
  assert.equal(typed('', ['0', 'decimal', '5']), '0.5')
  assert.equal(typed('', Array<Key>(12).fill('9')), '99999999')
})
