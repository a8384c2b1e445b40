import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet, Plan } from '@holdfast/contract'
import { asPlanned, nextPlace, placesOf, sessionRows } from './sessionRows.ts'

const planned = (id: string, setType: 'warmup' | 'working' = 'working') => ({
  id,
  setType,
  isAmrap: false,
  reps: 5,
  weight: { value: 100, unit: 'kg' as const },
  targetRpe: null,
})
const exercise = (exerciseId: string, order: number, sets: ReturnType<typeof planned>[]) => ({
  id: `p-${exerciseId}-${order}`,
  exerciseId,
  name: exerciseId,
  order,
  restSeconds: null,
  notes: '',
  sets,
})
const plan: Plan = [exercise('row', 1, [planned('r1')]), exercise('bench', 0, [planned('w1', 'warmup'), planned('b1'), planned('b2')])]
const actual = (id: string, exerciseId: string, completedAt = '2026-11-22T10:00:00Z'): ActualSet => ({
  id,
  exerciseId,
  plannedSetId: id,
  setType: 'working',
  setOrder: 0,
  weight: null,
  reps: 5,
  rpe: null,
  completedAt,
  logged_at: completedAt,
})
const shown = (rows: ReturnType<typeof sessionRows>) =>
  rows.map(({ name, warmups, sets }) => [name, ...[...warmups, ...sets].map(({ setId, number }) => `${number}:${setId}`)].join(' '))

test('the plan is shown in its order, and warm-ups are counted separately', () => {
  assert.deepEqual(shown(sessionRows(plan, [], [], [])), ['bench W1:w1 1:b1 2:b2', 'row 1:r1'])
})

test('an added set is under its exercise and proposes the numbers of the set above', () => {
  const rows = sessionRows(plan, [{ id: 'x', exerciseId: 'bench', setType: 'working' }], ['b1'], [])
  assert.deepEqual(shown(rows), ['bench W1:w1 1:b2 2:x', 'row 1:r1'])
  assert.equal(rows[0]?.sets[1]?.aboveId, 'b2')
})

test('no logged set leaves the screen when the plan changes during the workout', () => {
  const rows = sessionRows(plan, [], [], [actual('b1', 'bench'), actual('gone', 'bench'), actual('old', 'dip')])
  assert.deepEqual(shown(rows), ['bench W1:w1 1:b1 2:b2 3:gone', 'row 1:r1', 'No longer in the plan 1:old'])
})

test('an exercise planned twice shows an added set once', () => {
  const twice: Plan = [exercise('bench', 0, [planned('b1')]), exercise('bench', 1, [planned('b2')])]
  assert.deepEqual(shown(sessionRows(twice, [{ id: 'x', exerciseId: 'bench', setType: 'working' }], [], [])), [
    'bench 1:b1',
    'bench 1:b2 2:x',
  ])
})

test('a swapped exercise proposes no load: the plan’s was for another exercise', () => {
  const swaps = { 'p-bench-0': { exerciseId: 'dip', name: 'Dip' } }
  const [dip] = sessionRows(plan, [], [], [], { ...asPlanned, swaps })
  assert.deepEqual([dip?.name, dip?.insteadOf, dip?.sets[0]?.planned?.reps, dip?.sets[0]?.planned?.weight], ['Dip', 'bench', 5, null])
})

test('the next set is the first open one after the set logged last', () => {
  const places = placesOf(sessionRows(plan, [], [], []))
  const next = (...logged: ActualSet[]) => nextPlace(places, Object.fromEntries(logged.map((set) => [set.id, set])))?.setId ?? null
  const first = '2026-11-22T10:00:00Z'
  const later = '2026-11-22T10:05:00Z'
  assert.equal(next(), 'w1')
  assert.equal(next(actual('b1', 'bench', first)), 'b2')
  assert.equal(next(actual('b1', 'bench', later), actual('b2', 'bench', first)), 'r1')
  assert.equal(next(actual('r1', 'row', later)), 'w1')
  assert.equal(next(...['w1', 'b1', 'b2', 'r1'].map((id) => actual(id, 'bench', first))), null)
})

test('an exercise without planned weights uses the lifter’s unit, a planned one that of its plan', () => {
  const free: Plan = [exercise('dip', 2, [{ ...planned('d1'), weight: null as never }])]
  const rows = sessionRows([...plan, ...free], [], [], [], asPlanned, 'lb')
  assert.deepEqual(
    rows.map(({ name, unit }) => `${name} ${unit}`),
    ['bench kg', 'row kg', 'dip lb'],
  )
})

test('a set knows the others of its exercise, with what the plan asks of each', () => {
  const [bench] = sessionRows(plan, [], [], [])
  assert.deepEqual(
    bench!.sets[1]!.siblings.map(({ setId, number, isWarmup, weight, added }) => [setId, number, isWarmup, weight?.value, added]),
    [
      ['w1', 'W1', true, 100, false],
      ['b1', '1', false, 100, false],
      ['b2', '2', false, 100, false],
    ],
  )
})

/** What a card shows besides its sets, and the ids of its sets. */
const cards = (rows: ReturnType<typeof sessionRows>) =>
  rows.map(({ warmups, sets, unit: _unit, ...head }) => ({ ...head, setIds: [...warmups, ...sets].map(({ setId }) => setId) }))

test('a card of the plan shows its notes; a swapped one says what it replaces, and what was logged before the swap is above it under its own name', () => {
  const noted = plan.map((one) => ({ ...one, notes: `pause, ${one.name}` }))
  const row = {
    key: 'p-row-1',
    exerciseId: 'row',
    name: 'row',
    notes: 'pause, row',
    inPlan: true,
    insteadOf: null,
    isPast: false,
    setIds: ['r1'],
  }
  const bench = { ...row, key: 'p-bench-0', exerciseId: 'bench', name: 'bench', notes: 'pause, bench', setIds: ['w1', 'b1', 'b2'] }
  assert.deepEqual(cards(sessionRows(noted, [], [], [])), [bench, row])
  const swaps = { 'p-bench-0': { exerciseId: 'dip', name: 'Dip' } }
  const press = { ...actual('w1', 'press'), exerciseName: 'Press' }
  const logged = [actual('b1', 'bench'), press, actual('b2', 'fly')]
  const past = { ...bench, notes: '', isPast: true }
  const dip = { ...bench, exerciseId: 'dip', name: 'Dip', notes: '', insteadOf: 'bench', setIds: [] }
  assert.deepEqual(cards(sessionRows(noted, [], [], logged, { ...asPlanned, swaps })), [
    { ...past, key: 'p-bench-0 press', exerciseId: 'press', name: 'Press', setIds: ['w1'] },
    { ...past, key: 'p-bench-0 bench', exerciseId: 'bench', name: 'bench', setIds: ['b1'] },
    { ...past, key: 'p-bench-0 fly', exerciseId: 'fly', name: 'No longer in the plan', setIds: ['b2'] },
    dip,
    row,
  ])
})

test('logged sets without an exercise on screen come last, one card per exercise, with the first name their sets hold', () => {
  const named = (id: string, exerciseId: string, exerciseName: string) => ({ ...actual(id, exerciseId), exerciseName })
  const logged = [actual('o1', 'dip'), named('o2', 'fly', 'Fly'), named('o3', 'dip', 'Dip'), named('o4', 'dip', 'Dips')]
  const stranger = { notes: '', inPlan: false, insteadOf: null, isPast: true }
  assert.deepEqual(cards(sessionRows([], [], [], logged)), [
    { ...stranger, key: 'dip', exerciseId: 'dip', name: 'Dip', setIds: ['o1', 'o3', 'o4'] },
    { ...stranger, key: 'fly', exerciseId: 'fly', name: 'Fly', setIds: ['o2'] },
  ])
})

test('a removed set is not shown, planned or added; a removed exercise goes with its last set and not before', () => {
  const extra = [{ id: 'x', exerciseId: 'row', setType: 'working' as const }]
  assert.deepEqual(shown(sessionRows(plan, extra, ['x', 'b1'], [])), ['bench W1:w1 1:b2', 'row 1:r1'])
  const without = (removedIds: string[], removedExercises: string[]) =>
    shown(sessionRows(plan, [], removedIds, [], { ...asPlanned, removedExercises }))
  assert.deepEqual(without(['r1'], ['p-row-1']), ['bench W1:w1 1:b1 2:b2'])
  assert.deepEqual(without(['b1'], ['p-bench-0']), ['bench W1:w1 1:b2', 'row 1:r1'])
  assert.deepEqual(without(['r1'], []), ['bench W1:w1 1:b1 2:b2', 'row'])
})

test('a set is named by its kind and its number among those, and comes under the set above it', () => {
  const [bench] = sessionRows(plan, [{ id: 'x', exerciseId: 'bench', setType: 'warmup' }], [], [])
  assert.deepEqual(
    placesOf([bench!]).map(({ name, of, aboveId, added, planned: asked }) => [name, of, aboveId, added, asked?.id]),
    [
      ['Warm-up 1', 2, null, false, 'w1'],
      ['Warm-up 2', 2, 'w1', true, undefined],
      ['Set 1', 2, null, false, 'b1'],
      ['Set 2', 2, 'b1', false, 'b2'],
    ],
  )
})

test('of sets logged at the same moment the last in order decides which set is next', () => {
  const places = placesOf(sessionRows(plan, [], [], []))
  const logged = [actual('b1', 'bench'), actual('w1', 'bench')]
  assert.equal(nextPlace(places, Object.fromEntries(logged.map((set) => [set.id, set])))?.setId, 'b2')
  assert.equal(nextPlace([], {}), null)
})
