import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exerciseIdOf } from '@holdfast/contract'
import { knownExercises } from '../../sync/session/knownExercises.ts'
import type { SessionLog } from '../../sync/session/sessionLog.ts'
import { newSession } from '../../test/server.ts'
import { exerciseChoices } from './exerciseChoices.ts'

const session = newSession()
const mine = knownExercises([session], [])
const names = (choices: ReturnType<typeof exerciseChoices>) => [
  choices.known.map(({ name }) => name),
  choices.common.map(({ name }) => name),
  choices.own?.name ?? null,
]

test('the lifter’s exercises come first, with their ids, sets and rest, and not again among the common ones', () => {
  const { known, common } = exerciseChoices(mine, 'bench press')
  assert.deepEqual(known, [{ exerciseId: session.plan[1]!.exerciseId, name: 'Bench press', restSeconds: 120, sets: 2 }])
  assert.equal(
    common.some(({ name }) => name === 'Bench press'),
    false,
  )
})

test('an exercise with the same name in the plan and in an import is one, the planned one, whichever was trained last', () => {
  const imported = (name: string) => {
    const log = { session: { plan: [] }, actualSets: {}, addedExercises: [{ exerciseId: exerciseIdOf(name), name, restSeconds: null }] }
    return knownExercises([session], [log as unknown as SessionLog]).filter(({ name: called }) => /^bench\s+press$/i.test(called.trim()))
  }
  for (const name of ['Bench Press', 'bench  press', 'Ｂｅｎｃｈ Press'])
    assert.deepEqual(
      imported(name).map(({ exerciseId }) => exerciseId),
      [session.plan[1]!.exerciseId],
      name,
    )
})

test('a name is found however its accents are written', () => {
  const rudern = { exerciseId: 'r', name: 'Ru\u0308ckenstrecker', restSeconds: null, sets: 1 }
  assert.deepEqual(names(exerciseChoices([rudern], 'R\u00fcckenstrecker')), [['Ru\u0308ckenstrecker'], [], null])
})

test('words are found in any order and case; an unknown name is offered as a new exercise', () => {
  assert.deepEqual(names(exerciseChoices(mine, ' PRESS  leg ')), [[], ['Leg press'], 'PRESS leg'])
  assert.deepEqual(names(exerciseChoices(mine, 'leg  PRESS')), [[], ['Leg press'], null])
  assert.equal(exerciseChoices(mine, 'Atlas stone').own?.exerciseId, exerciseIdOf('atlas stone'))
})

test('an exercise that is in no plan is known from the sets that carry its name', () => {
  const set = {
    id: crypto.randomUUID(),
    exerciseId: exerciseIdOf('Hammer curl'),
    exerciseName: 'Hammer curl',
    plannedSetId: null,
    setType: 'working' as const,
    setOrder: 0,
    weight: null,
    reps: 8,
    rpe: null,
    completedAt: '2026-11-22T10:00:00Z',
    logged_at: '2026-11-22T10:00:00Z',
  }
  const actualSets = [set, { ...set, id: crypto.randomUUID() }]
  const known = knownExercises([{ ...session, plan: [], actualSets }], [])
  assert.deepEqual(
    known.map(({ name, sets }) => [name, sets]),
    [['Hammer curl', 2]],
  )
})
