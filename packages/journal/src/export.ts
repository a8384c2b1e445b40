import type { Journal } from './journal.ts'

/**
 * [J16] Everything the journal holds, as JSON text: `format`, each record as it was written (`records`), and each quarantined value whole
 * (`setAside`).
 */
export function exportJournal(journal: Pick<Journal, 'records' | 'report'>): string {
  return JSON.stringify({ format: 'holdfast journal 1', records: journal.records, setAside: journal.report.quarantined }, null, 1)
}
