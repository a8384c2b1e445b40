import type { Guard, Journal, JournalRecord } from '@holdfast/journal'
import type { StoredOperation } from '@holdfast/outbox'
import { lifterEventSchema, type LifterEvent } from './lifterEvent.ts'
import { applyEvent, foldEvents, type SessionLogs } from './sessionLog.ts'
import { stampOf } from './stampOf.ts'

/** The lifter's logs, folded from the journal and from each new record. */
export type Logs = {
  current(): SessionLogs
  /** Calls `listener` with the id of each session that changed. */
  subscribe(listener: (sessionId: string) => void): () => void
  /** The latest `logged_at` of any event or operation, or null. New stamps of the device clock must be later. */
  readonly latestLoggedAt: string | null
}

/** Folds the journal, and follows it for as long as it is open. */
export function followLogs(journal: Journal, guard: Guard): Logs {
  let latestLoggedAt: string | null = null
  const listeners = new Set<(sessionId: string) => void>()

  const stamped = (loggedAt: string | null): void => {
    if (loggedAt !== null && (latestLoggedAt === null || loggedAt > latestLoggedAt)) latestLoggedAt = loggedAt
  }
  const eventOf = ({ event, enqueue }: JournalRecord): LifterEvent | null => {
    // The stamp of a set taken back is only in its operation. If the set is logged again, its stamp must be later.
    stamped(stampOf((enqueue as Partial<StoredOperation> | undefined)?.body))
    // An event of a later version stays in the journal until a version that knows it is installed.
    const read = lifterEventSchema.safeParse(event)
    if (!read.success) return null
    stamped(loggedAtOf(read.data))
    return read.data
  }

  let logs = foldEvents(journal.records.flatMap((record) => eventOf(record) ?? []))
  journal.subscribe((record) => {
    const event = eventOf(record)
    if (event === null) return
    const before = logs
    logs = applyEvent(before, event)
    if (logs !== before) for (const listener of listeners) guard('a listener of the logs', () => listener(event.sessionId))
  })
  return {
    current: () => logs,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get latestLoggedAt() {
      return latestLoggedAt
    },
  }
}

function loggedAtOf(event: LifterEvent): string | null {
  if ('logged_at' in event) return event.logged_at ?? null
  // A set that was added is not logged yet.
  return event.kind !== 'setAdded' && 'set' in event ? (event.set?.logged_at ?? null) : null
}
