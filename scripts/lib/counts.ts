export type Counts = { passed: number; failed: number; skipped: number }

/** No check ran yet. */
export const none: Counts = { passed: 0, failed: 0, skipped: 0 }
/** One check that passed, failed or was skipped. */
export const onePassed: Counts = { ...none, passed: 1 }
export const oneFailed: Counts = { ...none, failed: 1 }
export const oneSkipped: Counts = { ...none, skipped: 1 }

/** The sum of many counts. */
export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), none)
}

/** The line machines read: `123 passed, 0 failed`, and `, 2 skipped` only when there were any. */
export function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
