import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actualSetSchema, exerciseIdOf, plannedSetsOf, planSchema } from '@holdfast/contract'
import { DEMO_LIFTER } from '../src/demo/accounts.ts'
import { liftedSession } from '../src/demo/history.ts'
import { programmeOf } from '../src/demo/programme.ts'

const sessions = programmeOf(DEMO_LIFTER.id, '2026-02-28')

test('an exercise of the programme has the id that every exercise of that name has', () => {
  const exercises = sessions.flatMap(({ plan }) => plan)
  assert.deepEqual(
    exercises.map(({ exerciseId }) => exerciseId),
    exercises.map(({ name }) => exerciseIdOf(name)),
  )
})

test('six weeks of three days, every second or third day', () => {
  assert.deepEqual(
    sessions.slice(0, 4).map(({ scheduledOn }) => scheduledOn),
    ['2026-02-28', '2026-03-02', '2026-03-04', '2026-03-07'],
  )
  assert.deepEqual([sessions.length, sessions.at(-1)?.scheduledOn, sessions.at(-1)?.programme.week], [18, '2026-04-08', 6])
})

test('the contract accepts every plan, and every id is unique', () => {
  for (const { plan } of sessions) planSchema.parse(plan)
  const ids = sessions.flatMap(({ id, plan }) => [id, ...plan.flatMap((exercise) => [exercise.id, ...exercise.sets.map((set) => set.id)])])
  assert.equal(new Set(ids).size, ids.length)
})

test('the loads fit on a bar and rise from wave to wave', () => {
  const topSquat = (week: number) => {
    const day = sessions.find(({ programme }) => programme.week === week && programme.day === 'Day 1')
    return day?.plan[0]?.sets.at(-1)?.weight?.value
  }
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(topSquat), [107.5, 112.5, 120, 110, 117.5, 122.5])
  const loads = sessions.flatMap(({ plan }) => plannedSetsOf(plan)).flatMap(({ weight }) => (weight ? [weight.value] : []))
  assert.deepEqual(
    loads.filter((kg) => kg >= 20 && kg % 2.5 !== 0),
    [],
  )
})

test('the lifted sets match the plan set by set', () => {
  for (const [index, session] of sessions.slice(0, 6).entries()) {
    const lifted = liftedSession(session, index)
    assert.deepEqual(
      lifted.actualSets.map((set) => set.plannedSetId),
      plannedSetsOf(session.plan).map((set) => set.id),
    )
    for (const set of lifted.actualSets) actualSetSchema.parse(set)
    assert.deepEqual(liftedSession(session, index), lifted)
  }
})
