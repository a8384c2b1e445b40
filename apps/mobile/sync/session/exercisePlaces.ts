import type { Plan, PlannedExercise } from '@holdfast/contract'
import { keyOfAdded } from './keyOfAdded.ts'
import type { AddedSet, ExerciseRef } from './lifterEvent.ts'
import type { SessionLog } from './sessionLog.ts'

/** One place of a session: the position where an exercise is lifted. Cards and logged sets both derive their exercise from it. */
export type ExercisePlace = {
  /** The id of the planned exercise, or the key of an added one. */
  key: string
  /** The exercise that was planned or added. */
  own: ExerciseRef
  /** The exercise that is lifted now. */
  now: ExerciseRef
  isSwapped: boolean
  planned: PlannedExercise | null
  /** How long to rest after a set, in seconds; null for no rest. */
  restSeconds: number | null
}

/** The places of a session: the planned ones in the plan's order, then the added ones. Pure. */
export function exercisePlaces(plan: Plan, { addedExercises, swaps }: Pick<SessionLog, 'addedExercises' | 'swaps'>): ExercisePlace[] {
  const place = (key: string, { exerciseId, name }: ExerciseRef, planned: PlannedExercise | null, restSeconds: number | null) => {
    const own = { exerciseId, name }
    return { key, own, now: swaps[key] ?? own, isSwapped: swaps[key] !== undefined, planned, restSeconds }
  }
  const planned = [...plan]
    .sort((a, b) => a.order - b.order)
    .map((exercise) => place(exercise.id, exercise, exercise, exercise.restSeconds))
  const added = addedExercises.map((exercise) => place(keyOfAdded(exercise), exercise, null, exercise.restSeconds))
  // If the coach has planned the same exercise since, its sets belong to the planned place. A swapped place never matches.
  const isTakenOver = ({ isSwapped, own }: ExercisePlace): boolean =>
    !isSwapped && planned.some((other) => !other.isSwapped && other.own.exerciseId === own.exerciseId)
  return [...planned, ...added.filter((one) => !isTakenOver(one))]
}

/**
 * The place of an added set, or of a logged set that no place holds. It is the place it was added to, else the last place of its exercise.
 */
export function homeOf(
  { key, exerciseId }: Pick<AddedSet, 'key' | 'exerciseId'>,
  places: readonly ExercisePlace[],
): ExercisePlace | undefined {
  return (
    places.find((place) => place.key === key) ??
    places.findLast(({ now }) => now.exerciseId === exerciseId) ??
    places.findLast(({ own }) => own.exerciseId === exerciseId)
  )
}
