import type { ActualSet } from '@holdfast/contract'
import type { Operation, SlotState } from '@holdfast/outbox'
import type { Engine } from '../engine/engine.ts'
import { laneOf, restoreSlot, setSlot } from '../session/operations.ts'
import { programmeOf } from '../server/programme.ts'
import { rejectionOfSet } from '../server/rejection.ts'
import { isSameLift } from '../session/sameLift.ts'
import type { SessionLog } from '../session/sessionLog.ts'

/** Where a logged set is stored. `sinceMs`: when the operation that contains it was made, Unix epoch. */
export type SetPlace = { at: 'here' | 'server' | 'attention' } | { at: 'waiting'; sinceMs: number }

/**
 * Where a logged set is stored. It needs attention only if the rejection names this set. If a completion was rejected because of another
 * set, this one is on the server if it was there before, else only on this device.
 */
export function placeOfSet(engine: Engine, log: SessionLog, set: ActualSet): SetPlace {
  const last = lastStatement(engine, log, set)
  switch (last?.at) {
    case undefined:
    case 'applied':
      return { at: 'server' }
    case 'waiting':
      return { at: 'waiting', sinceMs: last.operation.createdAt }
    case 'attention':
      return rejectionOfSet(last, set.id) === null ? asOnServer(engine, log, set) : { at: 'attention' }
    case 'discarded':
      return asOnServer(engine, log, set)
  }
}

/** The state of the latest statement about a set: its own operation, a later completion, or a restored revision that contains it. */
function lastStatement({ outbox, activity }: Engine, { sessionId, ended }: SessionLog, set: ActualSet): SlotState | null {
  const last = outbox.stateOf(setSlot(sessionId, set.id), laneOf(sessionId))
  const restore = outbox.stateOf(restoreSlot(sessionId))
  if (restore === null || restore.at === 'applied' || ended?.at !== 'finished' || set.logged_at > ended.logged_at) return last
  const operation =
    restore.at === 'discarded'
      ? activity.current().discarded.find((gone) => gone.operation.id === restore.id)?.operation
      : restore.operation
  return stampOf(operation) === ended.logged_at ? restore : last
}

const stampOf = (operation: Operation | undefined): unknown => (operation?.body as { logged_at?: unknown } | null | undefined)?.logged_at

/** On the server if this device's last copy of the session contains the same set. */
function asOnServer({ queries, account }: Engine, { sessionId }: SessionLog, set: ActualSet): SetPlace {
  const held = programmeOf(queries, account.id)?.sessions[sessionId]?.actualSets.find(({ id }) => id === set.id)
  return { at: held && isSameLift(held, set) && held.setType === set.setType ? 'server' : 'here' }
}
