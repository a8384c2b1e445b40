import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HistoryEntry } from '../../sync/history/history.ts'
import { historyRows } from './historyRows.ts'

test('each month appears once above its sessions, and counts the finished ones', () => {
  const at = (id: string, day: string, status = 'completed') => ({ session: { id, status }, day, facts: {} }) as unknown as HistoryEntry
  const rows = historyRows([at('d', '2026-11-20'), at('c', '2026-11-02', 'skipped'), at('b', '2026-10-31'), at('a', '2025-11-30')])
  assert.deepEqual(
    rows.map((row) => (row.kind === 'month' ? `${row.name}: ${row.sessions}` : row.key)),
    ['November 2026: 1 workout', 'd', 'c', 'October 2026: 1 workout', 'b', 'November 2025: 1 workout', 'a'],
  )
  assert.deepEqual(historyRows([]), [])
})
