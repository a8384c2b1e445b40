import { z } from 'zod'

/** The largest load, in either unit. */
export const LOAD_MAX = 2000

/** A load as the lifter typed it, never converted when it is saved. 0 to `LOAD_MAX`, at most three decimals. */
export const weightSchema = z.object({
  value: z.number().min(0).max(LOAD_MAX).multipleOf(0.001),
  unit: z.enum(['kg', 'lb']),
})
/** A parsed `weightSchema`. */
export type Weight = z.infer<typeof weightSchema>

/** Kilograms in one pound, exact by the definition of 1959. */
export const KG_PER_LB = 0.45359237

/** The load in kilograms. For sums and comparisons only: what is stored keeps its unit. */
export function inKilograms(weight: Weight): number {
  return weight.unit === 'kg' ? weight.value : weight.value * KG_PER_LB
}
