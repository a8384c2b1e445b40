import type { Guard, JournalRecord } from '@holdfast/journal'
import { frozen } from './frozen.ts'
import {
  isForeign,
  operationIn,
  settlementsOf,
  type Attention,
  type Operation,
  type Refusal,
  type Settlement,
  type StoredOperation,
  type Upcast,
} from './operation.ts'

/**
 * The state of the latest operation under a key. `discarded`: a person discarded it, or its retry sent nothing [O22]. `receipt` is
 * what the journal stored of the applied verdict.
 */
export type SlotState =
  | { at: 'waiting'; operation: Operation }
  | { at: 'attention'; operation: Operation; refusal: Refusal }
  | { at: 'applied'; id: string; receipt: unknown }
  | { at: 'discarded'; id: string }

/** What one record changed about one operation. `unknownKind`: it is of an unknown kind [O18]. `replaced`: by a newer one [O2] [O3]. */
export type Change = { id: string; slot: string; lane: string; became: 'waiting' | 'unknownKind' | 'replaced' | Settlement['verdict'] }

/**
 * The operations that are not settled: a fold of the journal and nothing else. Every step costs the same however many wait [O12]. It holds
 * nothing about requests in flight, so a restart computes the same state [O10].
 */
export type Projection = ReturnType<typeof createProjection>

/** Makes an empty projection. `upcast` is called through `guard`: one that throws does not know the operation [O25]. */
export function createProjection(upcast: Upcast, guard: Guard) {
  const waiting = new Map<string, Operation>()
  /** [O18] Operations of an unknown kind: kept for a version that knows it. */
  const unknownKind = new Map<string, Operation>()
  const lanes = new Map<string, Map<string, Operation>>()
  const attention = new Map<string, Attention>()
  const lastInSlot = new Map<string, Operation>()
  const carrierOfLane = new Map<string, Operation>()
  const ended = new Map<string, SlotState>()
  /** [O23] Records that this version cannot read completely. */
  const foreign: JournalRecord[] = []

  const remove = (operation: Operation): void => {
    waiting.delete(operation.id)
    unknownKind.delete(operation.id)
    const lane = lanes.get(operation.lane)
    lane?.delete(operation.id)
    if (lane?.size === 0) lanes.delete(operation.lane)
  }

  const enqueue = (stored: StoredOperation, seq: number, releasedId: string | undefined): Change[] => {
    const known = guard('upcast', () => upcast(stored)) ?? null
    const operation: Operation = frozen({ ...(known ?? stored), seq })
    const older = lastInSlot.get(operation.slot)
    const replaced = older && (waiting.get(older.id) ?? unknownKind.get(older.id))
    const retired = operation.carriesLane && known ? [...(lanes.get(operation.lane)?.values() ?? [])] : replaced ? [replaced] : []
    retired.forEach(remove)
    lastInSlot.set(operation.slot, operation)
    const carrier = carrierOfLane.get(operation.lane)
    if (operation.carriesLane) carrierOfLane.set(operation.lane, operation)
    // [O21] A retry without `carriesLane` replaces no later operation. It still counts as the latest one under every key that it
    // superseded.
    else if (carrier && carrier.id === releasedId) carrierOfLane.set(operation.lane, frozen({ ...operation, seq: carrier.seq }))
    if (known) {
      waiting.set(operation.id, operation)
      const lane = lanes.get(operation.lane)
      if (lane) lane.set(operation.id, operation)
      else lanes.set(operation.lane, new Map([[operation.id, operation]]))
    } else {
      unknownKind.set(operation.id, operation)
    }
    const { id, slot, lane: at } = operation
    return [
      ...retired.map((old): Change => ({ id: old.id, slot: old.slot, lane: old.lane, became: 'replaced' })),
      { id, slot, lane: at, became: known ? 'waiting' : 'unknownKind' },
    ]
  }

  const settle = (settlement: Settlement, at: number): Change[] => {
    const { id, verdict } = settlement
    const operation = waiting.get(id) ?? unknownKind.get(id) ?? attention.get(id)?.operation
    // [O2] A late answer to a replaced operation: its replacement has another id and is not changed.
    if (!operation) return []
    remove(operation)
    attention.delete(id)
    switch (verdict) {
      case 'applied':
        ended.set(id, { at: 'applied', id, receipt: settlement.receipt })
        break
      case 'rejected':
        attention.set(id, { operation, refusal: settlement.refusal, at })
        break
      case 'discarded':
      case 'released':
        ended.set(id, { at: 'discarded', id })
        break
    }
    return [{ id, slot: operation.slot, lane: operation.lane, became: verdict }]
  }

  return {
    waiting: waiting as ReadonlyMap<string, Operation>,
    unknownKind: unknownKind as ReadonlyMap<string, Operation>,
    attention: attention as ReadonlyMap<string, Attention>,
    /** [O23] Records with something for the outbox that this version cannot read, in order. */
    foreign: foreign as readonly JournalRecord[],
    /** The lanes in which an operation waits, in the order in which they began to wait, each with its operations in order. */
    lanes: lanes as ReadonlyMap<string, ReadonlyMap<string, Operation>>,

    /** Applies one record. Records must come in the order of `seq`. */
    apply(record: JournalRecord): Change[] {
      const changes: Change[] = []
      if (isForeign(record)) foreign.push(record)
      // Settled first: a retry is one record that releases the old operation and enqueues the new one.
      const settlements = settlementsOf(record)
      for (const settlement of settlements) changes.push(...settle(settlement, record.at))
      const released = settlements.find(({ verdict }) => verdict === 'released')
      const stored = operationIn(record)
      if (stored) changes.push(...enqueue(stored, record.seq, released?.id))
      return changes
    },

    /** Whether an operation is open: it waits, is of an unknown kind, or is in the rejected list. */
    isOpen: (id: string): boolean => waiting.has(id) || unknownKind.has(id) || attention.has(id),

    /** [O21] Whether a later operation of the lane waits or is in the rejected list. */
    isFollowed: (lane: string, seq: number): boolean =>
      [...(lanes.get(lane)?.values() ?? []), ...[...attention.values()].map(({ operation }) => operation)].some(
        (operation) => operation.lane === lane && operation.seq > seq,
      ),

    /** [O13] The state of the latest operation under a key or, given its lane, of a later one that supersedes the lane. */
    stateOf(slot: string, lane?: string): SlotState | null {
      const own = lastInSlot.get(slot)
      const carrier = lane === undefined ? undefined : carrierOfLane.get(lane)
      const last = carrier && (!own || carrier.seq > own.seq) ? carrier : own
      if (!last) return null
      if (waiting.has(last.id) || unknownKind.has(last.id)) return { at: 'waiting', operation: last }
      const kept = attention.get(last.id)
      if (kept) return { at: 'attention', operation: last, refusal: kept.refusal }
      return ended.get(last.id) ?? null
    },
  }
}
