import type { Journal, JournalRecord } from '@holdfast/journal'
import { operationIn, settlementsOf, type Operation, type Outbox } from '@holdfast/outbox'
import { completionSlot, subjectOf } from '../session/operations.ts'
import type { Index } from '../device/ports.ts'

const PREFIX = 'pending_session_completion_'

/** The index key of a waiting completion's body, which the background task can read cheaply. */
export const pendingCompletionKey = (sessionId: string): string => `${PREFIX}${sessionId}`

/**
 * Keeps the index equal to the outbox: the body is there while a completion waits, and removed on its verdict. The index is corrected at
 * the start; after that only a record about a completion changes it. Imported workouts are left out: there may be more than the index can
 * hold, and none is urgent. Call the answer to stop.
 */
export function indexCompletions(journal: Journal, outbox: Outbox, index: Index): () => void {
  /** The sessions whose completion is in the index, by operation id. */
  const sessions = new Map<string, string>()
  const show = (sessionId: string): void => {
    const state = outbox.stateOf(completionSlot(sessionId))
    if (state?.at !== 'waiting' || completedIn(state.operation) === null) return index.remove(pendingCompletionKey(sessionId))
    sessions.set(state.operation.id, sessionId)
    index.write(pendingCompletionKey(sessionId), JSON.stringify(state.operation.body))
  }
  const follow = (record: JournalRecord): void => {
    for (const { id } of settlementsOf(record)) {
      const settled = sessions.get(id)
      sessions.delete(id)
      if (settled !== undefined) show(settled)
    }
    const operation = operationIn(record)
    const enqueued = operation && completedIn(operation)
    if (enqueued !== null) show(enqueued)
  }

  const waiting = new Set(outbox.snapshot().waiting.flatMap((operation) => completedIn(operation) ?? []))
  for (const key of index.keys()) if (key.startsWith(PREFIX) && !waiting.has(key.slice(PREFIX.length))) index.remove(key)
  waiting.forEach(show)
  // The outbox subscribed first, so it knows already what a record changed.
  return journal.subscribe(follow)
}

/** Removes every body from the index. Those of an account on this device are written again when it is opened. */
export function forgetCompletions(index: Index): void {
  for (const key of index.keys()) if (key.startsWith(PREFIX)) index.remove(key)
}

/** The session that an operation finishes. Null for any other operation, and for an imported workout. */
function completedIn(operation: Pick<Operation, 'endpoint'> & { stampedElsewhere?: boolean }): string | null {
  const subject = subjectOf(operation)
  return subject?.kind === 'completion' && !operation.stampedElsewhere ? subject.sessionId : null
}
