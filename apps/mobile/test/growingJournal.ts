import { createGuard, type Guard, type Journal, type JournalRecord } from '@holdfast/journal'

/** A journal that is only followed: its records, and those a test adds. */
export type GrowingJournal = Journal & {
  guard: Guard
  /** Where something threw. */
  caught: string[]
  add(record: object, at?: number): void
}

export function growingJournal(first: readonly object[]): GrowingJournal {
  const records: JournalRecord[] = []
  const listeners = new Set<(record: JournalRecord) => void>()
  const caught: string[] = []
  const recordOf = (entry: object, at = 1_800_000_000_000): JournalRecord => ({ seq: records.length + 1, at, ...entry }) as JournalRecord
  for (const entry of first) records.push(recordOf(entry))
  return {
    records,
    guard: createGuard((_error, where) => void caught.push(where)),
    caught,
    subscribe(listener: (record: JournalRecord) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(entry: object, at?: number) {
      const record = recordOf(entry, at)
      records.push(record)
      for (const listener of listeners) listener(record)
    },
  } as unknown as GrowingJournal
}
