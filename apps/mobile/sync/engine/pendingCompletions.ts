import type { Journal, JournalRecord } from '@holdfast/journal'
import { operationIn, settlementsOf, type Operation, type Outbox } from '@holdfast/outbox'
import { completionSlot, subjectOf } from '../session/operations.ts'
import type { Index } from '../device/ports.ts'

const PREFIX = 'pending_session_completion_'

/** The key under which a waiting completion's payload also stands, for the background task to read cheaply. */
export const pendingCompletionKey = (sessionId: string): string => `${PREFIX}${sessionId}`

/**
 * Keeps the index as the outbox is: the payload written while a completion waits, removed on its verdict, set right at
 * start, and from then on touched only by a record about a completion. Workouts of another app stay out: there may be more of them
 * than the index has room for, and nobody waits for one. Returns what stops it.
 */
export function indexCompletions(journal: Journal, outbox: Outbox, index: Index): () => void {
  /** The completions that stand in the index, by operation. */
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
  // The outbox followed first, so it knows already what a record changed.
  return journal.subscribe(follow)
}

/** Takes every payload out of the index. Those of an account that is still here come back when it is opened. */
export function forgetCompletions(index: Index): void {
  for (const key of index.keys()) if (key.startsWith(PREFIX)) index.remove(key)
}

/** The session an operation finishes here; null when it does something else, or brings in a workout of another app. */
function completedIn(operation: Pick<Operation, 'endpoint'> & { stampedElsewhere?: boolean }): string | null {
  const subject = subjectOf(operation)
  return subject?.kind === 'completion' && !operation.stampedElsewhere ? subject.sessionId : null
}
