import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan, PlannedExercise, SetType } from '@holdfast/contract'
import { exerciseIdsNow, restSecondsOf, setIdentity } from '../sync/session/setIdentity.ts'

const planned = (exerciseId: string, order: number, setIds: readonly string[], restSeconds: number | null = null): PlannedExercise => ({
  id: `place of ${exerciseId}`,
  exerciseId,
  name: exerciseId.toUpperCase(),
  order,
  restSeconds,
  notes: '',
  sets: setIds.map((id) => ({
    id,
    setType: id.startsWith('w') ? 'warmup' : 'working',
    isAmrap: false,
    reps: 5,
    weight: null,
    targetRpe: null,
  })),
})
// The list has the row before the squat, which is lifted first.
const plan: Plan = [planned('row', 1, ['r1'], 90), planned('squat', 0, ['w1', 's1'], 180)]

const added = (id: string, exerciseId: string, key?: string) => ({
  id,
  exerciseId,
  setType: 'working' as SetType,
  ...(key === undefined ? {} : { key }),
})
const shape = {
  addedSets: [added('x1', 'row'), added('x2', 'curl'), added('x3', 'squat'), added('x4', 'curl', 'second curl'), added('x5', 'dip')],
  addedExercises: [
    { exerciseId: 'curl', name: 'CURL', restSeconds: 60 },
    { exerciseId: 'curl', name: 'CURL', restSeconds: null, key: 'second curl' },
  ],
  swaps: {},
  setTypes: {},
}
const every = ['w1', 's1', 'r1', 'x1', 'x2', 'x3', 'x4', 'x5']

test('planned sets are numbered in the order of the plan, then added ones in the order they were added', () => {
  assert.deepEqual(
    every.map((id) => setIdentity(id, plan, shape)),
    [
      { id: 'w1', exerciseId: 'squat', exerciseName: 'SQUAT', plannedSetId: 'w1', setType: 'warmup', setOrder: 0 },
      { id: 's1', exerciseId: 'squat', exerciseName: 'SQUAT', plannedSetId: 's1', setType: 'working', setOrder: 1 },
      { id: 'r1', exerciseId: 'row', exerciseName: 'ROW', plannedSetId: 'r1', setType: 'working', setOrder: 2 },
      { id: 'x1', exerciseId: 'row', exerciseName: 'ROW', plannedSetId: null, setType: 'working', setOrder: 3 },
      { id: 'x2', exerciseId: 'curl', exerciseName: 'CURL', plannedSetId: null, setType: 'working', setOrder: 4 },
      { id: 'x3', exerciseId: 'squat', exerciseName: 'SQUAT', plannedSetId: null, setType: 'working', setOrder: 5 },
      { id: 'x4', exerciseId: 'curl', exerciseName: 'CURL', plannedSetId: null, setType: 'working', setOrder: 6 },
      { id: 'x5', exerciseId: 'dip', plannedSetId: null, setType: 'working', setOrder: 7 },
    ],
  )
  assert.throws(() => setIdentity('nowhere', plan, shape), /set nowhere is neither planned nor added/)
})

test('in a swapped place sets have the new exercise, keep their planned ids and their numbers; a changed type counts', () => {
  const swaps = { 'place of squat': { exerciseId: 'press', name: 'PRESS' } }
  const setTypes = { s1: 'failure', x3: 'drop' } as const
  const swapped = { ...shape, swaps, setTypes }
  assert.deepEqual(
    ['s1', 'x3', 'r1'].map((id) => setIdentity(id, plan, swapped)),
    [
      { id: 's1', exerciseId: 'press', exerciseName: 'PRESS', plannedSetId: 's1', setType: 'failure', setOrder: 1 },
      { id: 'x3', exerciseId: 'press', exerciseName: 'PRESS', plannedSetId: null, setType: 'drop', setOrder: 5 },
      { id: 'r1', exerciseId: 'row', exerciseName: 'ROW', plannedSetId: 'r1', setType: 'working', setOrder: 2 },
    ],
  )
  const now = exerciseIdsNow(plan, swapped)
  assert.deepEqual(
    every.map((id) => now.get(id)),
    ['press', 'press', 'row', 'row', 'curl', 'press', 'curl', 'dip'],
  )
})

test('the rest after a set is that of its place, none if the place has none, and two minutes without a place', () => {
  assert.deepEqual(
    every.map((id) => restSecondsOf(id, plan, shape)),
    [180, 180, 90, 90, null, 180, null, 120],
  )
  const [first, second] = shape.addedExercises
  const onlyFirst = { ...shape, addedExercises: [first!] }
  assert.deepEqual([restSecondsOf('x2', plan, onlyFirst), restSecondsOf('x4', plan, onlyFirst)], [60, 60])
  const reversed = { ...shape, addedExercises: [second!, first!] }
  assert.deepEqual([restSecondsOf('x2', plan, reversed), restSecondsOf('x4', plan, reversed)], [60, null])
})
