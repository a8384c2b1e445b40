/** The first wait is at most this long, and each further one at most twice the last. */
export const BACKOFF_MS_MIN = 1_000
/** No wait is longer. */
export const BACKOFF_MS_MAX = 300_000

/**
 * Exponential backoff with full jitter (Brooker, AWS Architecture Blog, 2015): uniform in [0, min(cap, base · 2ⁿ)).
 * `failures` counts from 1; `unit` is uniform in [0, 1).
 */
export function backoffMs(failures: number, unit: number): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(failures - 1, 20))
  return Math.floor(unit * ceiling)
}
