import type { Journal, JournalRecord } from '@holdfast/journal'
import { lifterEventSchema, type LifterEvent } from './lifterEvent.ts'
import { applyEvent, noLogs, type SessionLogs } from './sessionLog.ts'

/** The lifter's logs: a fold of the journal that follows it. */
export type Logs = {
  current(): SessionLogs
  /** Calls with the session of which something changed. */
  subscribe(listener: (sessionId: string) => void): () => void
  /** The latest `logged_at` any event carries, or null: the device clock goes on from there. */
  readonly latestLoggedAt: string | null
}

export function followLogs(journal: Journal): Logs {
  let logs = noLogs
  let latestLoggedAt: string | null = null
  const listeners = new Set<(sessionId: string) => void>()

  const take = (record: JournalRecord): string | null => {
    // An event of a later version stays in the journal, unread, until an app that knows it comes back.
    const read = lifterEventSchema.safeParse(record.event)
    if (!read.success) return null
    logs = applyEvent(logs, read.data)
    const loggedAt = loggedAtOf(read.data)
    if (loggedAt !== null && (latestLoggedAt === null || loggedAt > latestLoggedAt)) latestLoggedAt = loggedAt
    return read.data.sessionId
  }

  for (const record of journal.records) take(record)
  journal.subscribe((record) => {
    const before = logs
    const sessionId = take(record)
    if (sessionId !== null && logs !== before) for (const listener of listeners) listener(sessionId)
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
  if ('logged_at' in event) return event.logged_at
  // An added set is not a logged one yet.
  return event.kind !== 'setAdded' && 'set' in event ? (event.set?.logged_at ?? null) : null
}
