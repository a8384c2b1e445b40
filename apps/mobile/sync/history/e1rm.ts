import { inKilograms, type ActualSet } from '@holdfast/contract'

/** Above this number of reps there is no estimate: it would show endurance rather than strength. */
export const E1RM_REPS_MAX = 12

/**
 * The estimated load for one rep in kilograms: Epley's formula, `weight × (1 + reps / 30)`, and for one rep the weight itself. Null for
 * warm-ups, without a load or reps, and above 12 reps. RPE is not used: the estimate follows what was lifted, not a guess at what was left.
 *
 * Source: B. Epley, "Poundage Chart", Boyd Epley Workout, Body Enterprises, Lincoln (Nebraska), 1985. Such formulas hold best up to about
 * ten reps: D. LeSuer et al., Journal of Strength and Conditioning Research 11(4), 1997, 211–213.
 */
export function e1rmKg({ setType, weight, reps }: Pick<ActualSet, 'setType' | 'weight' | 'reps'>): number | null {
  if (setType === 'warmup' || !weight || weight.value === 0 || reps === null || reps < 1 || reps > E1RM_REPS_MAX) return null
  return inKilograms(weight) * (reps === 1 ? 1 : 1 + reps / 30)
}
