import type { ActualSet, Plan } from '@holdfast/contract'
import { exercisePlaces, homeOf, type ExercisePlace } from './exercisePlaces.ts'
import type { SessionLog } from './sessionLog.ts'

/** Everything of a set but what was lifted, and when. */
export type SetIdentity = Pick<ActualSet, 'id' | 'exerciseId' | 'exerciseName' | 'plannedSetId' | 'setType' | 'setOrder'>

/** The part of a log that decides what its open sets are. */
export type Structure = Pick<SessionLog, 'addedSets' | 'addedExercises' | 'swaps'>

/** The rest after an exercise that the plan does not know, in seconds. */
export const REST_OF_ADDED_S = 120

/**
 * What a set is, derived from its place. Added sets are ordered after the planned ones. A set carries the name of the exercise in its
 * place, because the plan may change later. In a swapped place it keeps its planned id. Throws when the set is neither planned nor added.
 */
export function setIdentity(setId: string, plan: Plan, structure: Structure & Pick<SessionLog, 'setTypes'>): SetIdentity {
  const { addedSets, addedExercises, setTypes } = structure
  const places = exercisePlaces(plan, structure)
  const plannedSets = places.flatMap(({ planned, now }) => (planned?.sets ?? []).map((set) => ({ set, now })))
  const at = plannedSets.findIndex(({ set }) => set.id === setId)
  const found = plannedSets[at]
  if (found) return { id: setId, ...named(found.now), plannedSetId: setId, setType: setTypes[setId] ?? found.set.setType, setOrder: at }
  const index = addedSets.findIndex(({ id }) => id === setId)
  const added = addedSets[index]
  if (!added) throw new Error(`set ${setId} is neither planned nor added`)
  const lifted = homeOf(added, places)?.now ?? addedExercises.find(({ exerciseId }) => exerciseId === added.exerciseId) ?? added
  return {
    id: setId,
    ...named(lifted),
    plannedSetId: null,
    setType: setTypes[setId] ?? added.setType,
    setOrder: plannedSets.length + index,
  }
}

/** The exercise of each planned and added set, by set id, as long as the set is not logged. */
export function exerciseIdsNow(plan: Plan, structure: Structure): ReadonlyMap<string, string> {
  const places = exercisePlaces(plan, structure)
  const planned = places.flatMap(({ planned: exercise, now }) => (exercise?.sets ?? []).map(({ id }) => [id, now.exerciseId] as const))
  const added = structure.addedSets.map((set) => [set.id, homeOf(set, places)?.now.exerciseId ?? set.exerciseId] as const)
  return new Map([...planned, ...added])
}

/** The rest after a set that its place asks for, in seconds; null for no rest. */
export function restSecondsOf(setId: string, plan: Plan, structure: Structure): number | null {
  const place = placeOfSet(setId, exercisePlaces(plan, structure), structure)
  return place ? place.restSeconds : REST_OF_ADDED_S
}

/** The place of a planned or added set; undefined when it has none. */
export function placeOfSet(setId: string, places: readonly ExercisePlace[], { addedSets }: Structure): ExercisePlace | undefined {
  const added = addedSets.find(({ id }) => id === setId)
  return places.find(({ planned }) => planned?.sets.some(({ id }) => id === setId)) ?? (added && homeOf(added, places))
}

function named({ exerciseId, name }: { exerciseId: string; name?: string }): { exerciseId: string; exerciseName?: string } {
  return name === undefined ? { exerciseId } : { exerciseId, exerciseName: name }
}
