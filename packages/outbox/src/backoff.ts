/** [O8] The ceiling of the first wait, in ms. Each further failure doubles the ceiling. */
export const BACKOFF_MS_MIN = 1_000
/** [O8] The ceiling of every wait, in ms: 5 min. */
export const BACKOFF_MS_MAX = 300_000

/**
 * [O8] The wait after a failure, in whole ms: exponential backoff with full jitter (Brooker, AWS Architecture Blog, 2015), uniform in
 * [0, min(cap, base · 2ⁿ)) with n = `failures` - 1. `failures` counts from 1; `unit` is uniform in [0, 1).
 */
export function backoffMs(failures: number, unit: number): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(failures - 1, 20))
  return Math.floor(unit * ceiling)
}
