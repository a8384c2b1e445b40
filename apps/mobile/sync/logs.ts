import type { Journal, JournalRecord } from '@holdfast/journal'
import { lifterEventSchema } from './lifterEvent.ts'
import { applyEvent, noLogs, type SessionLogs } from './sessionLog.ts'

/** The lifter's logs: a fold of the journal that follows it. */
export type Logs = {
  current(): SessionLogs
  subscribe(listener: () => void): () => void
  /** The latest `logged_at` any event carries, or null: the device clock goes on from there. */
  readonly latestLoggedAt: string | null
}

export function followLogs(journal: Journal): Logs {
  let logs = noLogs
  let latestLoggedAt: string | null = null
  const listeners = new Set<() => void>()

  const take = (record: JournalRecord): void => {
    // An event of a later version stays in the journal, unread, until an app that knows it comes back.
    const read = lifterEventSchema.safeParse(record.event)
    if (!read.success) return
    logs = applyEvent(logs, read.data)
    const loggedAt = 'logged_at' in read.data ? read.data.logged_at : read.data.kind === 'setCompleted' ? read.data.set.logged_at : null
    if (loggedAt !== null && (latestLoggedAt === null || loggedAt > latestLoggedAt)) latestLoggedAt = loggedAt
  }

  for (const record of journal.records) take(record)
  journal.subscribe((record) => {
    const before = logs
    take(record)
    if (logs !== before) for (const listener of listeners) listener()
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
