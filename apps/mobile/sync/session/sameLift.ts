import type { ActualSet } from '@holdfast/contract'

/** What each field of a set describes: the lift, the set, or neither. A new field of the contract does not compile without an entry. */
const says = {
  weight: 'lift',
  reps: 'lift',
  rpe: 'lift',
  setType: 'set',
  exerciseId: 'set',
  id: 'neither',
  exerciseName: 'neither',
  plannedSetId: 'neither',
  setOrder: 'neither',
  completedAt: 'neither',
  logged_at: 'neither',
} as const satisfies Record<keyof ActualSet, 'lift' | 'set' | 'neither'>

type FieldOf<What> = { [Field in keyof typeof says]: (typeof says)[Field] extends What ? Field : never }[keyof typeof says]
type Lift = Pick<ActualSet, FieldOf<'lift'>>
type Lifted = Pick<ActualSet, FieldOf<'lift' | 'set'>>

const fields = Object.keys(says) as (keyof typeof says)[]
const liftFields = fields.filter((field): field is FieldOf<'lift'> => says[field] === 'lift')
const setFields = fields.filter((field): field is FieldOf<'set'> => says[field] === 'set')

/** Whether two sets describe the same lift: weight with its unit, reps and effort. */
export function isSameLift(a: Lift, b: Lift): boolean {
  return liftFields.every((field) => (field === 'weight' ? isSameWeight(a, b) : a[field] === b[field]))
}

/** Whether two logged sets have the same exercise, the same type and the same lift. */
export function isSameSet(a: Lifted, b: Lifted): boolean {
  return isSameLift(a, b) && setFields.every((field) => a[field] === b[field])
}

/** 100 kg and 220.462 lb are not the same: the lifter typed only one of them. */
export function isSameWeight(a: Pick<Lift, 'weight'>, b: Pick<Lift, 'weight'>): boolean {
  return a.weight?.value === b.weight?.value && a.weight?.unit === b.weight?.unit
}
