import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completionMetrics, KG_PER_LB } from '../src/index.ts'
import type { ActualSet, Plan, PlannedSet, SetType, Weight } from '../src/index.ts'

const kg = (value: number): Weight => ({ value, unit: 'kg' })

const planned = (id: string, weight: Weight | null, reps: number | null, setType: SetType = 'working') =>
  ({ id, weight, reps, setType }) as PlannedSet

const planOf = (...sets: PlannedSet[]): Plan => [
  { id: 'p', exerciseId: 'squat', name: 'Squat', order: 0, restSeconds: null, notes: '', sets },
]

const lifted = (plannedSetId: string | null, weight: Weight | null, reps: number | null, setType: SetType = 'working') =>
  ({ plannedSetId, weight, reps, setType }) as ActualSet

/** A plan of as many sets as were lifted, 100 kg × 10 each. The share of the volume comes from the reps of the last set. */
function performanceAt(sharePercent: number) {
  return completionMetrics(planOf(planned('a', kg(100), 100)), [lifted('a', kg(100), sharePercent)]).performance
}

test('warm-ups count neither as sets nor in the volume, in the plan or in the log; drop sets and sets to failure do', () => {
  const plan = planOf(
    planned('w', kg(40), 10, 'warmup'),
    planned('a', kg(100), 5),
    planned('b', kg(80), 10, 'drop'),
    planned('c', kg(60), 8, 'failure'),
  )
  const done = [
    lifted('w', kg(40), 10, 'warmup'),
    lifted(null, kg(50), 10, 'warmup'),
    lifted('a', kg(100), 5),
    lifted('b', kg(80), 10, 'drop'),
    lifted('c', kg(60), 8, 'failure'),
  ]
  assert.deepEqual(completionMetrics(plan, done), {
    setsPlanned: 3,
    setsDone: 3,
    completion: 1,
    volumePlannedKg: 1780,
    volumeDoneKg: 1780,
    performance: 'at',
  })
})

test('an added set counts as done and does not replace a planned one', () => {
  const plan = planOf(planned('a', kg(100), 5), planned('b', kg(100), 5))
  const added = [lifted(null, kg(100), 5), lifted('of an older plan', kg(100), 5)]
  assert.deepEqual(completionMetrics(plan, [lifted('a', kg(100), 5), ...added]), {
    setsPlanned: 2,
    setsDone: 3,
    completion: 0.5,
    volumePlannedKg: 1000,
    volumeDoneKg: 1500,
    performance: 'over',
  })
  assert.equal(completionMetrics(plan, added).performance, 'incomplete')
})

test('with half of the planned sets a session is compared with its plan, with less it is not', () => {
  const plan = planOf(...['a', 'b', 'c', 'd'].map((id) => planned(id, kg(100), 5)))
  const done = ['a', 'b', 'c', 'd'].map((id) => lifted(id, kg(200), 5))
  assert.deepEqual(
    [0, 1, 2, 4].map((sets) => completionMetrics(plan, done.slice(0, sets)).performance),
    ['incomplete', 'incomplete', 'at', 'over'],
  )
})

test('from 90 % to 110 % of the planned volume counts as on plan', () => {
  assert.deepEqual([89, 90, 100, 110, 111].map(performanceAt), ['under', 'at', 'at', 'at', 'over'])
})

test('pounds are converted to kilograms, and a set without a load or without reps counts as zero', () => {
  const plan = planOf(planned('a', { value: 100, unit: 'lb' }, 5), planned('b', null, 10), planned('c', kg(60), null))
  const done = [lifted('a', { value: 100, unit: 'lb' }, 4), lifted('b', null, 12), lifted('c', kg(60), null)]
  const { volumePlannedKg, volumeDoneKg, setsDone, completion, performance } = completionMetrics(plan, done)
  assert.deepEqual(
    [volumePlannedKg, volumeDoneKg, setsDone, completion, performance],
    [100 * KG_PER_LB * 5, 100 * KG_PER_LB * 4, 3, 1, 'under'],
  )
})

test('without a planned load only the sets count; without a plan anything lifted is 100 %', () => {
  const nothing = { setsPlanned: 0, setsDone: 0, completion: 0, volumePlannedKg: 0, volumeDoneKg: 0, performance: 'incomplete' }
  assert.deepEqual(completionMetrics([], []), nothing)
  assert.deepEqual(completionMetrics([], [lifted(null, kg(60), 5, 'warmup')]), nothing)
  assert.deepEqual(completionMetrics([], [lifted(null, kg(60), 5)]), {
    ...nothing,
    setsDone: 1,
    completion: 1,
    volumeDoneKg: 300,
    performance: 'at',
  })
  assert.equal(completionMetrics(planOf(planned('a', null, 10)), [lifted('a', null, 2)]).performance, 'at')
})

test('the sets of every exercise of the plan count', () => {
  const [squat] = planOf(planned('a', kg(100), 5))
  const press = { ...squat!, id: 'q', exerciseId: 'press', order: 1, sets: [planned('b', kg(50), 5)] }
  const { setsPlanned, completion, volumePlannedKg } = completionMetrics([squat!, press], [lifted('b', kg(50), 5)])
  assert.deepEqual([setsPlanned, completion, volumePlannedKg], [2, 0.5, 750])
})
