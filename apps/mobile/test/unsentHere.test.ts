import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetUnsent, rememberUnsent, unsentOfOthers } from '../sync/device/unsentHere.ts'
import { indexOf } from './textIndex.ts'

test('what waits for an account that is closed is told to everybody else, with its name, in one order', () => {
  const index = indexOf({ settings: '{}' })
  rememberUnsent(index, { id: 'b', name: 'Zoe' }, 3)
  rememberUnsent(index, { id: 'a', name: 'Alex' }, 1)
  const [alex, zoe] = [
    { name: 'Alex', changes: 1 },
    { name: 'Zoe', changes: 3 },
  ]
  assert.deepEqual([unsentOfOthers(index, null), unsentOfOthers(index, 'a'), unsentOfOthers(index, 'b')], [[alex, zoe], [zoe], [alex]])
})

test('nothing waiting is not kept, nor what is forgotten', () => {
  const index = indexOf()
  for (const id of ['a', 'b', 'c']) rememberUnsent(index, { id, name: id }, 2)
  rememberUnsent(index, { id: 'a', name: 'a' }, 0)
  forgetUnsent(index, 'b')
  assert.deepEqual([unsentOfOthers(index, null), index.keys()], [[{ name: 'c', changes: 2 }], ['unsent_c']])
})

test('a hint that cannot be read is none', () => {
  const index = indexOf({
    unsent_a: '{"half',
    unsent_b: '{"name":"b","changes":0}',
    unsent_c: '{"name":5,"changes":1}',
    unsent_d: '{"name":"d","changes":1}',
  })
  assert.deepEqual(unsentOfOthers({ ...index, keys: () => [...index.keys(), 'unsent_gone'] }, null), [{ name: 'd', changes: 1 }])
})
