import { putSet } from '../../../apps/mobile/sync/session/operations.ts'

/** What a lifter logs: set `n` of a life of `perSession` sets a workout, as the app itself words it. Ids follow from the number. */
export function intentOf(n, perSession = 20) {
  const session = Math.floor(n / perSession)
  const at = new Date(1_800_000_000_000 + n * 60_000).toISOString()
  const log = { sessionId: uuid('5e55', session), session: { title: '', scheduledOn: '' }, unplanned: null }
  return putSet(log, {
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
  })
}

/** The same as the peers are given it: what any of them needs to send it. Its JSON is the payload every ratio is against. */
export function operationOf(n, perSession = 20) {
  const { endpoint, method, body, slot, lane } = intentOf(n, perSession)
  const operation = { id: uuid('0be0', n), endpoint, method, body, createdAt: 1_800_000_000_000 + n }
  locations.set(operation, { slot, lane })
  return operation
}

const locations = new WeakMap()
/** Slot and lane of an operation made above: ours stores them, the peers have no such thing. */
export const locationOf = (operation) => locations.get(operation)

export const payloadBytes = (n = 1_000) => JSON.stringify(operationOf(n)).length

function uuid(kind, n) {
  return `${n.toString(16).padStart(8, '0')}-${kind}-4000-8000-${String(n).padStart(12, '0')}`
}
