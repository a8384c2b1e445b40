import type { ActualSet } from '@holdfast/contract'

type Lift = Pick<ActualSet, 'weight' | 'reps' | 'rpe'>

/** Whether two sets say the same of what was lifted: weight with its unit, reps and effort. */
export function isSameLift(a: Lift, b: Lift): boolean {
  return a.reps === b.reps && a.rpe === b.rpe && isSameWeight(a, b)
}

/** Whether two logged sets say the same: of one exercise, of one type, and the same lift. */
export function isSameSet(a: Pick<ActualSet, keyof Lift | 'setType' | 'exerciseId'>, b: typeof a): boolean {
  return isSameLift(a, b) && a.setType === b.setType && a.exerciseId === b.exerciseId
}

/** 100 kg and 220.462 lb are not the same: somebody typed one of them. */
export function isSameWeight(a: Pick<Lift, 'weight'>, b: Pick<Lift, 'weight'>): boolean {
  return a.weight?.value === b.weight?.value && a.weight?.unit === b.weight?.unit
}
