import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '@holdfast/contract'
import { exercisePlaces, homeOf } from '../sync/session/exercisePlaces.ts'

const planned = (id: string, exerciseId: string, order: number) => ({
  id,
  exerciseId,
  name: exerciseId,
  order,
  restSeconds: null,
  notes: '',
  sets: [],
})
const plan: Plan = [planned('p2', 'row', 1), planned('p3', 'squat', 2), planned('p1', 'squat', 0)]
const added = (exerciseId: string, key?: string) => ({
  exerciseId,
  name: exerciseId,
  restSeconds: null,
  ...(key === undefined ? {} : { key }),
})
const to = (exerciseId: string) => ({ exerciseId, name: exerciseId })
const keys = (addedExercises: ReturnType<typeof added>[], swaps: Record<string, { exerciseId: string; name: string }> = {}) =>
  exercisePlaces(plan, { addedExercises, swaps }).map(({ key }) => key)

test('the places of the plan are in its order, then the added ones in theirs', () => {
  assert.deepEqual(keys([added('dip'), added('curl', 'c2'), added('curl')]), ['p1', 'p2', 'p3', 'dip', 'c2', 'curl'])
})

test('an added place is replaced by a planned one of the same exercise, unless one of them is swapped', () => {
  assert.deepEqual(keys([added('row'), added('dip')]), ['p1', 'p2', 'p3', 'dip'])
  assert.deepEqual(keys([added('row')], { row: to('curl') }), ['p1', 'p2', 'p3', 'row'], 'the added place was swapped')
  assert.deepEqual(keys([added('row')], { p2: to('curl') }), ['p1', 'p2', 'p3', 'row'], 'the place of the plan was swapped')
  assert.deepEqual(keys([added('squat')], { p1: to('curl') }), ['p1', 'p2', 'p3'], 'the plan has it in another place too')
})

test('a set is in the place it was added to, else the last place where its exercise is lifted, else the last planned for it', () => {
  const homeWith = (swaps: Record<string, { exerciseId: string; name: string }>, exerciseId: string, key?: string) =>
    homeOf({ exerciseId, ...(key === undefined ? {} : { key }) }, exercisePlaces(plan, { addedExercises: [added('dip')], swaps }))?.key
  assert.deepEqual([homeWith({}, 'squat', 'p1'), homeWith({}, 'squat'), homeWith({}, 'squat', 'gone')], ['p1', 'p3', 'p3'])
  assert.deepEqual([homeWith({ p3: to('press') }, 'squat'), homeWith({ p3: to('press') }, 'press')], ['p1', 'p3'])
  assert.equal(homeWith({ p1: to('press'), p3: to('press') }, 'squat'), 'p3')
  assert.deepEqual([homeWith({}, 'dip'), homeWith({}, 'curl')], ['dip', undefined])
})
