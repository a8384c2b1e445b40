import type { Journal } from './journal.ts'

/** Everything the journal holds, as JSON: each record as it was made, and whole what could not be read. */
export function exportJournal(journal: Pick<Journal, 'records' | 'report'>): string {
  return JSON.stringify({ format: 'holdfast journal 1', records: journal.records, setAside: journal.report.setAside }, null, 1)
}
