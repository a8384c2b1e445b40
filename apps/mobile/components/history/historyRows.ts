import type { HistoryEntry } from '../../sync/history/history.ts'
import { count } from '../words/amounts.ts'
import { monthWords } from '../words/times.ts'

/** A row of the list: a month, or one of its sessions. */
export type HistoryRow =
  { kind: 'month'; key: string; name: string; sessions: string } | { kind: 'session'; key: string; entry: HistoryEntry }

/** The rows of a sorted history, month by month. */
export function historyRows(entries: readonly HistoryEntry[]): HistoryRow[] {
  const rows: HistoryRow[] = []
  let from = 0
  while (from < entries.length) {
    const name = monthWords(entries[from]!.day)
    let to = from
    while (to < entries.length && monthWords(entries[to]!.day) === name) to++
    const month = entries.slice(from, to)
    const done = month.filter(({ session }) => session.status === 'completed').length
    rows.push({ kind: 'month', key: name, name, sessions: count(done, 'workout') })
    rows.push(...month.map((entry) => ({ kind: 'session' as const, key: entry.session.id, entry })))
    from = to
  }
  return rows
}
