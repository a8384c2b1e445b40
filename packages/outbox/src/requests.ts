import { createBatch } from './batch.ts'
import type { LaneOrder } from './laneOrder.ts'
import type { Operation } from './operation.ts'
import type { Projection } from './projection.ts'

/**
 * [O15] [O17] Chooses what to send next: whole lanes in their order, as much as one request holds, and no operation that depends on an
 * unsettled one.
 */
export function createRequests(projection: Projection, order: LaneOrder, isInFlight: (lane: string) => boolean) {
  /** By key: the lanes whose next operation waits until that key is settled. */
  const lanesAfter = new Map<string, Set<string>>()

  const isUnsettled = (slot: string): boolean => {
    const at = projection.stateOf(slot)?.at
    return at === 'waiting' || at === 'attention'
  }
  const canGo = (lane: string): boolean => {
    const head = projection.lanes.get(lane)?.values().next().value
    if (!head || isInFlight(lane)) return false
    const unsettled = head.after?.find(isUnsettled)
    if (unsettled === undefined) return true
    lanesAfter.set(unsettled, (lanesAfter.get(unsettled) ?? new Set()).add(lane))
    return false
  }
  /** Adds operations of a lane to the request. Answers whether there may be room for another lane. */
  const fill = (batch: ReturnType<typeof createBatch>, lane: string, alone: boolean): boolean => {
    const before = batch.operations.length
    for (const operation of projection.lanes.get(lane)!.values()) {
      if (operation.after?.some(isUnsettled)) break
      if (!batch.add(operation)) {
        if (batch.operations.length === before) order.addFirst(lane)
        return false
      }
      if (alone) return false
    }
    return true
  }

  return {
    /**
     * The operations of the next request; empty when nothing can be sent. A probe [O8] and a suspect lane [O15] are sent alone, one
     * operation at a time.
     */
    next(nowMs: number, probing: boolean): readonly Operation[] {
      const batch = createBatch()
      // A lane may be offered twice, but must be in a request only once.
      const taken = new Set<string>()
      for (;;) {
        const lane = order.next(nowMs, (name) => !taken.has(name) && canGo(name))
        if (lane === null) return batch.operations
        const alone = probing || order.isSuspect(lane)
        if (alone && batch.operations.length > 0) {
          order.addFirst(lane)
          return batch.operations
        }
        taken.add(lane)
        if (!fill(batch, lane, alone)) return batch.operations
      }
    },
    /** [O17] The state of a key changed: the lanes that waited for it may be sent again. */
    release(slot: string): void {
      for (const lane of lanesAfter.get(slot) ?? []) order.addFirst(lane)
      lanesAfter.delete(slot)
    },
  }
}
