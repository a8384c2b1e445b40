import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameLift, isSameSet, isSameWeight } from '../sync/session/sameLift.ts'
import { kg, setOf } from './logParts.ts'

const squat = setOf('s1', { rpe: 8 })

test('a lift is the same with the same weight, reps and effort, whenever and wherever it was logged', () => {
  assert.equal(isSameLift(squat, setOf('s2', { rpe: 8, exerciseId: 'press', setOrder: 4, logged_at: '2027-02-01T00:00:00.000Z' })), true)
  for (const other of [{ weight: kg(101) }, { reps: 6 }, { reps: null }, { rpe: 8.5 }, { rpe: null }, { weight: null }])
    assert.equal(isSameLift(squat, { ...squat, ...other }), false, JSON.stringify(other))
})

test('a set is the same with the same lift, exercise and type', () => {
  assert.equal(isSameSet(squat, setOf('s2', { rpe: 8 })), true)
  for (const other of [{ reps: 6 }, { setType: 'drop' }, { exerciseId: 'press' }] as const)
    assert.equal(isSameSet(squat, { ...squat, ...other }), false, JSON.stringify(other))
})

test('a weight is the same in number and unit; none is the same as none', () => {
  const same = (a: typeof squat.weight, b: typeof squat.weight) => isSameWeight({ weight: a }, { weight: b })
  assert.deepEqual([same(kg(100), kg(100)), same(null, null)], [true, true])
  assert.deepEqual(
    [same(kg(100), { value: 100, unit: 'lb' }), same(kg(100), kg(102.5)), same(kg(0), null), same(null, kg(0))],
    [false, false, false, false],
  )
})
