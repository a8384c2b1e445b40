import type { ActualSet, Plan } from '@holdfast/contract'
import type { AddedSet, ExerciseRef } from './lifterEvent.ts'
import type { SessionLog } from './sessionLog.ts'

export type SetIdentity = Pick<ActualSet, 'id' | 'exerciseId' | 'exerciseName' | 'plannedSetId' | 'setType' | 'setOrder'>

/** The part of a log that says what its open sets are. */
export type Structure = Pick<SessionLog, 'addedSets' | 'addedExercises' | 'swaps'>

/** How long an exercise the plan does not know is rested after. */
export const REST_OF_ADDED_S = 120

/**
 * What a set is, from the plan or from what the lifter added. Added sets come after the planned ones. A set of an exercise
 * the plan does not hold carries its name; in a swapped place it is a set of what is lifted there, and keeps its planned id.
 */
export function setIdentity(setId: string, plan: Plan, structure: Structure & Pick<SessionLog, 'setTypes'>): SetIdentity {
  const { addedSets, setTypes } = structure
  let setOrder = 0
  for (const exercise of [...plan].sort((a, b) => a.order - b.order)) {
    for (const { id, setType } of exercise.sets) {
      if (id === setId) {
        const named = lifted(exercise.id, exercise.exerciseId, plan, structure)
        return { id, ...named, plannedSetId: id, setType: setTypes[id] ?? setType, setOrder }
      }
      setOrder++
    }
  }
  const index = addedSets.findIndex(({ id }) => id === setId)
  const added = addedSets[index]
  if (!added) throw new Error(`set ${setId} is neither planned nor added`)
  const named = lifted(added.key ?? added.exerciseId, ownExerciseId(added, plan, structure), plan, structure)
  return { id: setId, ...named, plannedSetId: null, setType: setTypes[setId] ?? added.setType, setOrder: setOrder + index }
}

/** Which exercise each planned and added set is of, as long as it is not logged. */
export function exerciseIdsNow(plan: Plan, structure: Structure): ReadonlyMap<string, string> {
  const planned = plan.flatMap(({ id: key, exerciseId, sets }) => {
    const now = structure.swaps[key]?.exerciseId ?? exerciseId
    return sets.map(({ id }) => [id, now] as const)
  })
  const added = structure.addedSets.map((set) => {
    const now = structure.swaps[set.key ?? set.exerciseId]?.exerciseId ?? ownExerciseId(set, plan, structure)
    return [set.id, now] as const
  })
  return new Map([...planned, ...added])
}

/** How long to rest after a set, in seconds, as its place asks for; null for no rest. */
export function restSecondsOf(setId: string, plan: Plan, { addedSets, addedExercises }: Structure): number | null {
  const planned = plan.find(({ sets }) => sets.some(({ id }) => id === setId))
  if (planned) return planned.restSeconds
  const added = addedSets.find(({ id }) => id === setId)
  const place = plan.find(({ id, exerciseId }) => id === added?.key || exerciseId === added?.exerciseId)
  if (place) return place.restSeconds
  const beside = addedExercises.find(({ exerciseId }) => exerciseId === (added?.key ?? added?.exerciseId))
  return beside ? beside.restSeconds : REST_OF_ADDED_S
}

/** Which exercise an added set is of while its place is not swapped. */
function ownExerciseId({ key, exerciseId }: AddedSet, plan: Plan, { addedExercises }: Structure): string {
  const place = plan.find(({ id }) => id === key)
  if (place) return place.exerciseId
  return key !== undefined && addedExercises.some((exercise) => exercise.exerciseId === key) ? key : exerciseId
}

function lifted(
  key: string,
  exerciseId: string,
  plan: Plan,
  { swaps, addedExercises }: Structure,
): { exerciseId: string; exerciseName?: string } {
  const swapped: ExerciseRef | undefined = swaps[key]
  if (swapped) return { exerciseId: swapped.exerciseId, exerciseName: swapped.name }
  if (plan.some((exercise) => exercise.exerciseId === exerciseId)) return { exerciseId }
  const added = addedExercises.find((exercise) => exercise.exerciseId === exerciseId)
  return added ? { exerciseId, exerciseName: added.name } : { exerciseId }
}
