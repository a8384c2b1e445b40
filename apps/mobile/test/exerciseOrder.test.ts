import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exercisesOrderedSchema, moved, placesInOrder, withoutMovesSince } from '../sync/session/exerciseOrder.ts'

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

test('a place that was added between two of a known order stays between them', () => {
  assert.equal(shown('axbc', 'abc'), 'axbc')
  assert.equal(shown('axybc', 'cab'), 'caxyb')
})

test('where nothing moves, the list is the same one, so that nothing is drawn for it', () => {
  const places = [{ key: 'a' }, { key: 'b' }]
  assert.equal(placesInOrder(places, []), places)
  const keys = ['a', 'b', 'c']
  for (const [key, direction] of [
    ['a', 'up'],
    ['c', 'down'],
    ['x', 'up'],
    ['x', 'down'],
  ] as const)
    assert.equal(moved(keys, key, direction), keys)
  assert.deepEqual(moved(keys, 'a', 'down'), ['b', 'a', 'c'], 'the first one can go down')
})

test('once an order is back, the moves since it stood cannot be taken back any more; all else can', () => {
  const move = (...before: string[]) => ({ kind: 'exercisesOrdered', key: 'a', before }) as const
  const other = (id: number) => ({ kind: 'other', id })
  const changes = [other(1), move(), other(2), move('b', 'a'), other(3), move('a', 'b')]
  const left = (...keys: string[]) => withoutMovesSince(changes, { keys })
  assert.deepEqual(left('b', 'a'), [other(1), move(), other(2), other(3)])
  assert.deepEqual(left('a', 'b'), [other(1), move(), other(2), move('b', 'a'), other(3)])
  assert.deepEqual(left(), [other(1), other(2), other(3)])
  for (const keys of [['b', 'c'], ['b', 'a', 'c'], ['b'], ['x', 'a']]) assert.equal(left(...keys), changes, 'no order that stood')
  assert.deepEqual(withoutMovesSince([move('b', 'a'), other(1)], { keys: ['b', 'a'] }), [other(1)], 'also where it is the oldest change')
})

test('a move is read as the journal holds it', () => {
  const id = '0190a1b2-0000-4000-8000-000000000001'
  const ordered = { kind: 'exercisesOrdered', sessionId: id, key: id, keys: [id], undoes: true }
  assert.deepEqual(exercisesOrderedSchema.parse(ordered), ordered)
})
