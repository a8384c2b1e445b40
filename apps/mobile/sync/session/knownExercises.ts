import { comparable, type ActualSet, type Plan, type Session } from '@holdfast/contract'
import type { AddedExercise } from './lifterEvent.ts'
import type { SessionLog } from './sessionLog.ts'
import { REST_OF_ADDED_S } from './setIdentity.ts'

/** An exercise that this lifter was given in a plan, or has done. */
export type KnownExercise = AddedExercise & {
  /** The number of its working sets the last time. */
  sets: number
}

/**
 * Every exercise of the programme and of the logs, the one trained or planned last first. Exercises of one name are merged into one, a
 * planned one if there is one, because an import knows only names. Pure.
 */
export function knownExercises(sessions: readonly Session[], logs: readonly SessionLog[]): KnownExercise[] {
  const known = new Map<string, KnownExercise>()
  const meet = (exercise: AddedExercise, sets: number): void => {
    if (!known.has(exercise.exerciseId)) known.set(exercise.exerciseId, { ...exercise, sets: Math.max(1, sets) })
  }
  for (const log of logs) {
    for (const exercise of log.addedExercises) meet(exercise, workingSets(Object.values(log.actualSets), exercise.exerciseId).length)
    meetNamed(Object.values(log.actualSets), log.session.plan, meet)
  }
  for (const session of [...sessions].sort((a, b) => b.scheduledOn.localeCompare(a.scheduledOn))) {
    for (const { exerciseId, name, restSeconds, sets } of session.plan) {
      meet({ exerciseId, name, restSeconds }, sets.filter(({ setType }) => setType !== 'warmup').length)
    }
    meetNamed(session.actualSets, session.plan, meet)
  }
  const planned = new Set(sessions.flatMap(({ plan }) => plan.map(({ exerciseId }) => exerciseId)))
  const byName = new Map<string, KnownExercise>()
  for (const exercise of known.values()) {
    const name = comparable(exercise.name)
    const before = byName.get(name)
    if (!before || (planned.has(exercise.exerciseId) && !planned.has(before.exerciseId))) byName.set(name, exercise)
  }
  return [...byName.values()]
}

/** Exercises that no plan holds get their names from the sets. */
function meetNamed(sets: readonly ActualSet[], plan: Plan, meet: (exercise: AddedExercise, sets: number) => void): void {
  const planned = new Set(plan.map(({ exerciseId }) => exerciseId))
  for (const { exerciseId, exerciseName: name } of sets) {
    if (name !== undefined && !planned.has(exerciseId))
      meet({ exerciseId, name, restSeconds: REST_OF_ADDED_S }, workingSets(sets, exerciseId).length)
  }
}

function workingSets(sets: readonly ActualSet[], exerciseId: string): ActualSet[] {
  return sets.filter((set) => set.exerciseId === exerciseId && set.setType !== 'warmup')
}
