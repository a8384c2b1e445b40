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

test('places are in the order the lifter wants; without one they keep their own', () => {
  assert.deepEqual([shown('abc', ''), shown('abc', 'cab')], ['abc', 'cab'])
})

test('a place that the order does not name stays behind the one before it; at the end it stays last; none is lost', () => {
  // b was removed from the screen, x was planned in front, y was added at the end, and z is no longer in the plan.
  assert.equal(shown('abcd', 'dca'), 'dcab')
  assert.equal(shown('xabc', 'cba'), 'xcba')
  assert.equal(shown('abcyw', 'cba'), 'cbayw')
  assert.equal(shown('abc', 'zcba'), 'cba')
  assert.equal(shown('abc', 'z'), 'abc')
})

test('one place up or down; at the end of the list it stays', () => {
  const keys = ['a', 'b', 'c']
  assert.deepEqual(
    [moved(keys, 'b', 'up'), moved(keys, 'b', 'down'), moved(keys, 'a', 'up'), moved(keys, 'c', 'down'), moved(keys, 'x', 'up')],
    [['b', 'a', 'c'], ['a', 'c', 'b'], keys, keys, keys],
  )
})
