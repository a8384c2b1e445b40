import type { ActualSet, Session } from '@holdfast/contract'
import type { Intent } from '@holdfast/outbox'
import { putSet } from '../../../apps/mobile/sync/session/operations.ts'

/** An operation as the peers are given it. */
export type Operation = Pick<Intent, 'endpoint' | 'method' | 'body'> & { id: string; createdAt: number }

/** What ours stores of an operation beside it, and the peers have no such thing. */
export type Slot = Pick<Intent, 'slot' | 'lane'>

/** What a lifter logs: set `n` of a life of `perSession` sets a workout, as the app itself words it. Ids follow from the number. */
export function intentOf(n: number, perSession = 20): Intent {
  const session = Math.floor(n / perSession)
  const log = { sessionId: uuid('5e55', session), session: planned, unplanned: false }
  return putSet(log, setOf(n, perSession))
}

/** That set itself. */
export function setOf(n: number, perSession = 20): ActualSet {
  const at = new Date(1_800_000_000_000 + n * 60_000).toISOString()
  return {
    id: uuid('5e7a', n),
    exerciseId: uuid('e8e0', n % 6),
    plannedSetId: uuid('91a0', n),
    setType: 'working',
    setOrder: n % perSession,
    weight: { value: 102.5, unit: 'kg' },
    reps: 5,
    rpe: 8,
    completedAt: at,
    logged_at: at,
  }
}

/** Of a planned session an operation says nothing, so all of them may stand beside the same one. */
const planned: Session = {
  id: uuid('5e55', 0),
  title: '',
  programme: null,
  scheduledOn: '2027-01-15',
  status: 'planned',
  plan: [],
  planVersion: 1,
  actualSets: [],
  sessionRpe: null,
  notes: '',
  startedAt: null,
  completedAt: null,
  skipReason: null,
  logged_at: null,
  version: 0,
  revisionCount: 0,
}

/** The same as the peers are given it: what any of them needs to send it. Its JSON is the payload every ratio is against. */
export function operationOf(n: number, perSession = 20): Operation {
  const { endpoint, method, body, slot, lane } = intentOf(n, perSession)
  const operation = { id: uuid('0be0', n), endpoint, method, body, createdAt: 1_800_000_000_000 + n }
  locations.set(operation, { slot, lane })
  return operation
}

const locations = new WeakMap<Operation, Slot>()

/** Slot and lane of an operation made above. */
export function locationOf(operation: Operation): Slot {
  const location = locations.get(operation)
  if (!location) throw new Error(`${operation.id} was not made by operationOf`)
  return location
}

export const payloadBytes = (n = 1_000) => JSON.stringify(operationOf(n)).length

function uuid(kind: string, n: number): string {
  return `${n.toString(16).padStart(8, '0')}-${kind}-4000-8000-${String(n).padStart(12, '0')}`
}
