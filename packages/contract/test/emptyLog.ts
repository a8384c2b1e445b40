import type { Log } from '../src/index.ts'

/** The moment that tests count from: Unix epoch, ms. */
export const NOON = Date.UTC(2026, 2, 10, 12)

/** The instant `ms` after noon. */
export const at = (ms: number): string => new Date(NOON + ms).toISOString()

/** A finished log without a set. */
export const emptyLog: Log = {
  startedAt: at(0),
  completedAt: at(1),
  planVersion: 1,
  sessionRpe: null,
  notes: '',
  actualSets: [],
  logged_at: at(1),
}
