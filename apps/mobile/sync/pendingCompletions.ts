import type { Operation, Outbox } from '@holdfast/outbox'
import { subjectOf } from './operations.ts'
import type { Index } from './ports.ts'

const PREFIX = 'pending_session_completion_'

/** The key under which a waiting completion's payload also stands, for the background task to read cheaply. */
export const pendingCompletionKey = (sessionId: string): string => `${PREFIX}${sessionId}`

/**
 * Keeps the index as the outbox is: the payload written while a completion waits, removed on its verdict, set right at
 * start. Returns what stops it.
 */
export function indexCompletions(outbox: Outbox, index: Index): () => void {
  let shown = new Map(
    index
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => [key, '']),
  )
  const update = (): void => {
    const wanted = new Map(outbox.snapshot().waiting.flatMap(completionEntry))
    for (const key of shown.keys()) if (!wanted.has(key)) index.remove(key)
    for (const [key, operation] of wanted) if (shown.get(key) !== operation.id) index.write(key, JSON.stringify(operation.body))
    shown = new Map([...wanted].map(([key, operation]) => [key, operation.id]))
  }
  update()
  return outbox.subscribe(update)
}

/** Takes every payload out of the index. Those of an account that is still here come back when it is opened. */
export function forgetCompletions(index: Index): void {
  for (const key of index.keys()) if (key.startsWith(PREFIX)) index.remove(key)
}

function completionEntry(operation: Operation): [string, Operation][] {
  const subject = subjectOf(operation)
  return subject?.kind === 'completion' ? [[pendingCompletionKey(subject.sessionId), operation]] : []
}
