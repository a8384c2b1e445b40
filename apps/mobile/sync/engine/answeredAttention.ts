import type { Journal } from '@holdfast/journal'
import type { Outbox, Settlement } from '@holdfast/outbox'

/**
 * Releases a rejected operation when there is a newer statement about the same thing: a set logged with other numbers, a workout finished
 * again. It also checks at the start, because the app may have died between the two. Call the answer to stop.
 */
export function releaseAnswered(journal: Journal, outbox: Outbox): () => void {
  const releasing = new Set<string>()
  const look = (): void => {
    for (const { operation } of outbox.snapshot().attention) {
      const { id, slot, lane } = operation
      const last = outbox.stateOf(slot, lane)
      const lastId = last && ('operation' in last ? last.operation.id : last.id)
      if (lastId === null || lastId === id || releasing.has(id)) continue
      releasing.add(id)
      journal.append({ settle: { id, verdict: 'released' } satisfies Settlement }, () => releasing.delete(id))
    }
  }
  look()
  return outbox.subscribe(look)
}
