import type { Guard, Journal, JournalRecord } from '@holdfast/journal'
import type { StoredOperation } from '@holdfast/outbox'
import { lifterEventSchema, type LifterEvent } from './lifterEvent.ts'
import { applyEvent, foldEvents, type SessionLogs } from './sessionLog.ts'
import { stampOf } from './stampOf.ts'

/** The lifter's logs: a fold of the journal that follows it. */
export type Logs = {
  current(): SessionLogs
  /** Calls with the session of which something changed. */
  subscribe(listener: (sessionId: string) => void): () => void
  /** The latest `logged_at` any event or operation carries, or null: the device clock goes on from there. */
  readonly latestLoggedAt: string | null
}

export function followLogs(journal: Journal, guard: Guard): Logs {
  let latestLoggedAt: string | null = null
  const listeners = new Set<(sessionId: string) => void>()

  const stamped = (loggedAt: string | null): void => {
    if (loggedAt !== null && (latestLoggedAt === null || loggedAt > latestLoggedAt)) latestLoggedAt = loggedAt
  }
  const eventOf = ({ event, enqueue }: JournalRecord): LifterEvent | null => {
    // A set taken back has its stamp in the operation only: logged again it has to be later than that.
    stamped(stampOf((enqueue as Partial<StoredOperation> | undefined)?.body))
    // An event of a later version stays in the journal, unread, until an app that knows it comes back.
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
  // An added set is not a logged one yet.
  return event.kind !== 'setAdded' && 'set' in event ? (event.set?.logged_at ?? null) : null
}
