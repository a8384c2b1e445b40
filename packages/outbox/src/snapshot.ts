import type { JournalRecord } from '@holdfast/journal'
import type { Attention, Operation } from './operation.ts'

/** [O13] The state of the outbox for screens: a new value after each change, the same one until then. */
export type OutboxSnapshot = {
  /** Operations that wait, in the order of `seq`; also those in flight. */
  waiting: readonly Operation[]
  /** [O6] The rejected list, in the order of the rejections. */
  attention: readonly Attention[]
  /** [O18] Operations of an unknown kind: kept for a version that knows it. */
  unknownKind: readonly Operation[]
  /** [O23] Records with an operation or a settlement in a shape this version does not write: kept, not sent. */
  foreign: readonly JournalRecord[]
  /** The ids of the operations in flight. */
  sending: readonly string[]
  /** [O7] What a person must do before sending goes on: sign in, or update the app. Null when nothing. */
  paused: 'signIn' | 'update' | null
  /** When the oldest waiting operation was made: Unix epoch, ms. */
  oldestAt: number | null
  /** When the next attempt is planned: Unix epoch, ms, for display; null when none is. */
  nextAttemptAt: number | null
  /** Why the last request was unanswered; null after a verdict. */
  lastSilence: string | null
}
