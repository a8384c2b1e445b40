import type { ActualSet } from '@holdfast/contract'

type Lift = Pick<ActualSet, 'weight' | 'reps' | 'rpe'>

/** The fields of a set in which two equal sets may differ. */
type NotCompared = 'id' | 'exerciseName' | 'plannedSetId' | 'setOrder' | 'completedAt' | 'logged_at'

/** What `isSameSet` compares. A field that the contract adds makes it `never`, so that no caller compiles before the field is compared or listed. */
type Compared = Exclude<keyof ActualSet, NotCompared> extends keyof Lift | 'setType' | 'exerciseId' ? Omit<ActualSet, NotCompared> : never

/** Whether two sets have the same weight with its unit, reps and effort. */
export function isSameLift(a: Lift, b: Lift): boolean {
  return a.reps === b.reps && a.rpe === b.rpe && isSameWeight(a, b)
}

/** Whether two logged sets are of one exercise and one type, and the same lift. */
export function isSameSet(a: Compared, b: Compared): boolean {
  return isSameLift(a, b) && a.setType === b.setType && a.exerciseId === b.exerciseId
}

/** 100 kg and 220.462 lb are not the same: somebody typed one of them. */
export function isSameWeight(a: Pick<Lift, 'weight'>, b: Pick<Lift, 'weight'>): boolean {
  return a.weight?.value === b.weight?.value && a.weight?.unit === b.weight?.unit
}
