import type { JournalRecord } from '@holdfast/journal'
import type { Attention, Operation } from './operation.ts'

/** The outbox as screens see it. A new value after each change, the same one until then. */
export type OutboxSnapshot = {
  waiting: readonly Operation[]
  attention: readonly Attention[]
  /** Operations of a kind this app does not know, kept for one that does. */
  parked: readonly Operation[]
  /** [O23] Records with an operation or a settlement in a shape this version does not write: kept, not sent. */
  foreign: readonly JournalRecord[]
  sending: readonly string[]
  paused: 'signIn' | 'update' | null
  /** When the oldest waiting operation was made: Unix epoch, ms. */
  oldestAt: number | null
  /** When the next attempt is planned: Unix epoch, ms, for display; null when none is. */
  nextAttemptAt: number | null
  /** Why the last request settled nothing; null once something was heard. */
  lastSilence: string | null
}
