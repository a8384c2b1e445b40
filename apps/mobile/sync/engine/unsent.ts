import { subjectOf } from '../session/operations.ts'
import type { Engine } from './engine.ts'
import type { Outbox } from '@holdfast/outbox'

/** What has not reached the server, counted as a lifter counts. */
export type Unsent = {
  /** Operations that wait, are rejected, or are of an unknown kind. */
  changes: number
  attention: number
  /** How many of those are finished workouts, sets, and skips. */
  workouts: number
  sets: number
  skips: number
  /** A session with sets is in progress. */
  training: boolean
}

/** Counts what the journal of this account holds and the server does not. */
export function unsentOf({ outbox, logs }: Engine): Unsent {
  const { waiting, attention, unknownKind } = outbox.snapshot()
  const operations = [...waiting, ...attention.map(({ operation }) => operation), ...unknownKind]
  const kinds = operations.map((operation) => subjectOf(operation)?.kind)
  const { currentId, logs: all } = logs.current()
  const current = currentId === null ? undefined : all[currentId]
  return {
    changes: operations.length,
    attention: attention.length,
    workouts: kinds.filter((kind) => kind === 'completion' || kind === 'restore').length,
    sets: kinds.filter((kind) => kind === 'set').length,
    skips: kinds.filter((kind) => kind === 'skip').length,
    training: current?.ended === null && Object.keys(current.actualSets).length > 0,
  }
}

/** Whether a lane has a rejected operation, or one of an unknown kind. That needs a decision before the lane is over. */
export function isUndecided(outbox: Outbox, lane: string): boolean {
  const { attention, unknownKind } = outbox.snapshot()
  return [...attention.map(({ operation }) => operation), ...unknownKind].some((operation) => operation.lane === lane)
}

/** Whether a sign-out now would leave something unsent. */
export const isUnsent = ({ changes, training }: Unsent): boolean => changes > 0 || training
