import type { ActualSet, Plan } from '../session.ts'
import { plannedSetsOf } from '../session.ts'
import { inKilograms } from '../weight.ts'

/** How a finished session compares with its plan. Warm-up sets are left out. Volumes are in kilograms; `completion` is 0 to 1. */
export type CompletionMetrics = {
  setsPlanned: number
  setsDone: number
  completion: number
  volumePlannedKg: number
  volumeDoneKg: number
  performance: 'incomplete' | 'under' | 'at' | 'over'
}

/**
 * Compares planned and done sets. Fewer than half of the planned sets is *incomplete*. Otherwise volume decides: below 90 % is *under*, above
 * 110 % is *over*. A plan without volume is never *under* or *over*.
 */
export function completionMetrics(plan: Plan, actualSets: readonly ActualSet[]): CompletionMetrics {
  const planned = plannedSetsOf(plan).filter((set) => set.setType !== 'warmup')
  const done = actualSets.filter((set) => set.setType !== 'warmup')
  const volumePlannedKg = sum(planned)
  const volumeDoneKg = sum(done)
  const plannedIds = new Set(planned.map((set) => set.id))
  const doneOfPlan = done.filter((set) => set.plannedSetId !== null && plannedIds.has(set.plannedSetId)).length
  const completion = planned.length === 0 ? (done.length > 0 ? 1 : 0) : doneOfPlan / planned.length
  const share = volumePlannedKg === 0 ? 1 : volumeDoneKg / volumePlannedKg
  const performance = completion < 0.5 ? 'incomplete' : share < 0.9 ? 'under' : share > 1.1 ? 'over' : 'at'
  return { setsPlanned: planned.length, setsDone: done.length, completion, volumePlannedKg, volumeDoneKg, performance }
}

function sum(sets: readonly Pick<ActualSet, 'weight' | 'reps'>[]): number {
  return sets.reduce((kg, set) => kg + (set.weight ? inKilograms(set.weight) : 0) * (set.reps ?? 0), 0)
}
