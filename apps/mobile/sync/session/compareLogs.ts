import type { ActualSet, Plan } from '@holdfast/contract'
import { isSameSet } from './sameLift.ts'

/** One set in two logs of a session. */
export type ComparedSet = { setId: string; left: ActualSet | null; right: ActualSet | null; same: boolean }

export type ComparedExercise = { exerciseId: string; name: string; sets: readonly ComparedSet[] }

/** Two logs of one session laid beside each other. */
export type Comparison = {
  /** Sets only one of them holds. */
  onlyLeft: readonly ActualSet[]
  onlyRight: readonly ActualSet[]
  /** Every exercise some side holds, in the order it was lifted. */
  exercises: readonly ComparedExercise[]
  /** Sets both hold, with other numbers. */
  changed: number
}

/** Pure. Sets are the same set by their id; when they were logged is no difference to a lifter. */
export function compareLogs(left: readonly ActualSet[], right: readonly ActualSet[], plan: Plan): Comparison {
  const leftById = new Map(left.map((set) => [set.id, set]))
  const rightById = new Map(right.map((set) => [set.id, set]))
  const all = [...left, ...right.filter(({ id }) => !leftById.has(id))].sort((a, b) => a.setOrder - b.setOrder)
  const compared = all.map(({ id }): ComparedSet & { exerciseId: string } => {
    const pair = { left: leftById.get(id) ?? null, right: rightById.get(id) ?? null }
    const same = pair.left !== null && pair.right !== null && isSameSet(pair.left, pair.right)
    return { setId: id, exerciseId: (pair.left ?? pair.right)!.exerciseId, ...pair, same }
  })
  const exerciseIds = [...new Set(compared.map(({ exerciseId }) => exerciseId))]
  return {
    onlyLeft: left.filter(({ id }) => !rightById.has(id)),
    onlyRight: right.filter(({ id }) => !leftById.has(id)),
    exercises: exerciseIds.map((exerciseId) => ({
      exerciseId,
      name: nameIn(all, exerciseId) ?? plan.find((exercise) => exercise.exerciseId === exerciseId)?.name ?? 'Another exercise',
      sets: compared
        .filter((set) => set.exerciseId === exerciseId)
        .map(({ setId, left: l, right: r, same }) => ({ setId, left: l, right: r, same })),
    })),
    changed: compared.filter(({ left: l, right: r, same }) => l && r && !same).length,
  }
}

/** The standing log with the sets only the other one holds: nothing in it changes, nothing is left out. */
export function withMissing(standing: readonly ActualSet[], other: readonly ActualSet[]): ActualSet[] {
  const held = new Set(standing.map(({ id }) => id))
  return [...standing, ...other.filter(({ id }) => !held.has(id))].sort((a, b) => a.setOrder - b.setOrder)
}

/** What the sets of an exercise call it. */
function nameIn(sets: readonly ActualSet[], exerciseId: string): string | undefined {
  return sets.find((set) => set.exerciseId === exerciseId && set.exerciseName !== undefined)?.exerciseName
}
