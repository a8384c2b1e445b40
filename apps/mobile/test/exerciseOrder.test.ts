import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved, placesInOrder } from '../sync/session/exerciseOrder.ts'

const shown = (places: string, order: string) =>
  placesInOrder(
    places.split('').map((key) => ({ key })),
    order.split(''),
  )
    .map(({ key }) => key)
    .join('')

test('places stand as the lifter wants them; without a wish as they come', () => {
  assert.deepEqual([shown('abc', ''), shown('abc', 'cab')], ['abc', 'cab'])
})

test('a place the order does not know stays behind the one before it; one that comes last stays last; none is lost', () => {
  // b was taken off the screen, x was planned in front, y was added behind, and z is no longer in the plan.
  assert.equal(shown('abcd', 'dca'), 'dcab')
  assert.equal(shown('xabc', 'cba'), 'xcba')
  assert.equal(shown('abcyw', 'cba'), 'cbayw')
  assert.equal(shown('abc', 'zcba'), 'cba')
  assert.equal(shown('abc', 'z'), 'abc')
})

test('one place up or down; at its end it stays', () => {
  const keys = ['a', 'b', 'c']
  assert.deepEqual(
    [moved(keys, 'b', 'up'), moved(keys, 'b', 'down'), moved(keys, 'a', 'up'), moved(keys, 'c', 'down'), moved(keys, 'x', 'up')],
    [['b', 'a', 'c'], ['a', 'c', 'b'], keys, keys, keys],
  )
})
