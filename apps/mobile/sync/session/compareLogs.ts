import type { ActualSet, Plan } from '@holdfast/contract'
import { isSameSet } from './sameLift.ts'

/** One set as two logs of a session hold it; null where a log does not hold it. */
export type ComparedSet = { setId: string; left: ActualSet | null; right: ActualSet | null; same: boolean }

/** The sets of one exercise, compared. */
export type ComparedExercise = { exerciseId: string; name: string; sets: readonly ComparedSet[] }

/** What differs between two logs of one session. */
export type Comparison = {
  /** Sets that only one of the logs holds. */
  onlyLeft: readonly ActualSet[]
  onlyRight: readonly ActualSet[]
  /** Every exercise of either log, in the order it was lifted. */
  exercises: readonly ComparedExercise[]
  /** How many sets both logs hold with different numbers. */
  changed: number
}

/** Compares two logs of a session. Pure. Sets are matched by id; a different `logged_at` is no difference. */
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

/** The standing log plus the sets that only the other log holds. No set of the standing log changes. */
export function withMissing(standing: readonly ActualSet[], other: readonly ActualSet[]): ActualSet[] {
  const held = new Set(standing.map(({ id }) => id))
  return [...standing, ...other.filter(({ id }) => !held.has(id))].sort((a, b) => a.setOrder - b.setOrder)
}

/** The name that the sets give an exercise. */
function nameIn(sets: readonly ActualSet[], exerciseId: string): string | undefined {
  return sets.find((set) => set.exerciseId === exerciseId && set.exerciseName !== undefined)?.exerciseName
}
