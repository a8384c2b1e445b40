import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet, Plan } from '@holdfast/contract'
import { columnWords, differenceWords, numbersOf } from '../components/words/compareWords.ts'
import { compareLogs, withMissing } from '../sync/session/compareLogs.ts'

const set = (id: string, more: Partial<ActualSet> = {}): ActualSet => ({
  id,
  exerciseId: 'squat',
  plannedSetId: id,
  setType: 'working',
  setOrder: Number(id),
  weight: { value: 100, unit: 'kg' },
  reps: 5,
  rpe: null,
  completedAt: '2026-11-22T18:00:00Z',
  logged_at: '2026-11-22T18:00:00Z',
  ...more,
})
const plan: Plan = [{ id: 'p', exerciseId: 'squat', name: 'Squat', order: 0, restSeconds: null, notes: '', sets: [] }]

test('two logs are compared by the ids of their sets, in the order they were lifted', () => {
  const press = set('4', { exerciseId: 'press' })
  const { onlyLeft, onlyRight, exercises, changed } = compareLogs([set('3'), set('1')], [set('1', { reps: 4 }), set('2'), press], plan)
  assert.deepEqual([onlyLeft.map(({ id }) => id), onlyRight.map(({ id }) => id), changed], [['3'], ['2', '4'], 1])
  assert.deepEqual(
    exercises.map(({ name, sets }) => [name, sets.map(({ setId, same }) => [setId, same])]),
    [
      [
        'Squat',
        [
          ['1', false],
          ['2', false],
          ['3', false],
        ],
      ],
      ['Another exercise', [['4', false]]],
    ],
  )
})

test('a different stamp or order is no difference; other numbers, effort or kind are', () => {
  const same = (more: Partial<ActualSet>) => compareLogs([set('1')], [set('1', more)], plan).changed === 0
  assert.ok(same({ logged_at: '2027-01-01T00:00:00Z', completedAt: '2027-01-01T00:00:00Z', setOrder: 7 }))
  const others: Partial<ActualSet>[] = [
    { reps: 4 },
    { rpe: 8 },
    { weight: null },
    { weight: { value: 100, unit: 'lb' } },
    { setType: 'drop' },
  ]
  for (const more of others) assert.equal(same(more), false, JSON.stringify(more))
})

test('adding missing sets changes and loses no set of the log that counts', () => {
  const union = withMissing([set('1'), set('3')], [set('1', { reps: 1 }), set('2', { reps: 2 })])
  assert.deepEqual(
    union.map(({ id, reps }) => [id, reps]),
    [
      ['1', 5],
      ['2', 2],
      ['3', 5],
    ],
  )
})

test('differences are shown in words', () => {
  assert.equal(differenceWords(set('1'), set('1', { reps: 4 })), '5 → 4 reps')
  assert.equal(differenceWords(set('1'), set('1', { reps: 1 })), '5 → 1 rep')
  assert.equal(differenceWords(set('1', { reps: 1 }), set('1', { reps: null })), '1 → – reps')
  assert.equal(differenceWords(set('1', { rpe: 9 }), set('1', { rpe: 8.5, setType: 'failure' })), 'RPE 9 → 8.5, working → failure')
  assert.equal(differenceWords(set('1'), set('1', { weight: { value: 102.5, unit: 'kg' }, rpe: 8 })), '100 → 102.5 kg, RPE – → 8')
  assert.equal(differenceWords(set('1'), set('1', { weight: { value: 225, unit: 'lb' } })), '100 kg → 225 lb')
  assert.equal(differenceWords(set('1'), set('1', { weight: null })), '100 kg → no weight')
  assert.equal(differenceWords(set('1'), set('1')), '')
  assert.deepEqual(
    [columnWords(null), columnWords(set('1')), columnWords(set('1', { rpe: 8.5 }))],
    [
      { amount: 'Not there', effort: null },
      { amount: '100 kg × 5', effort: null },
      { amount: '100 kg × 5', effort: 'RPE 8.5' },
    ],
  )
})

test('warm-ups are counted apart from the other sets, whichever log holds them', () => {
  const warm = set('1', { setType: 'warmup' })
  const [squat] = compareLogs([warm, set('2')], [set('2'), set('3')], plan).exercises
  assert.deepEqual(numbersOf(squat!.sets), [
    { number: 'W1', spoken: 'Warm-up 1' },
    { number: '1', spoken: 'Set 1' },
    { number: '2', spoken: 'Set 2' },
  ])
})

test('an exercise has the name that its sets give it, in either log, else the name in the plan', () => {
  const named = (...sets: ActualSet[]) => compareLogs(sets.slice(0, 1), sets.slice(1), plan).exercises.map(({ name }) => name)
  assert.deepEqual(named(set('1'), set('2', { exerciseName: 'Front squat' }), set('3', { exerciseName: 'Back squat' })), ['Front squat'])
  assert.deepEqual(named(set('1', { exerciseId: 'press', exerciseName: 'Press' }), set('2')), ['Press', 'Squat'])
})
