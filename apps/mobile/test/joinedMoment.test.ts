import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readExport } from '../sync/import/readExport.ts'

/** The start of the only workout of a file with date and time of day in two columns. */
function begun(date: string, time: string): string | null {
  const columns = { date: 0, time: 1, exercise: 2, weightKg: 3, reps: 4 }
  const reading = readExport(`Tag;Um;Was;kg;Wdh\n${date};${time};Squat;100;5\n`, 'kg', { columns })
  return reading.read ? (reading.workouts[0]?.local ?? null) : null
}

test('a date and a time of day in two columns, as people and spreadsheet programs write them', () => {
  const written = [
    ['2025-01-17', '18:47'],
    ['17.01.2025', '6:47 PM'],
    ['Fri, 17 Jan 2025', '下午6:47'],
    ['2025-01-17 00:00:00', '18:47'],
    ['2025-01-17T00:00:00', '18:47'],
    ['2025-01-17 00:00:00', '1899-12-30 18:47:00'],
    ['17.01.2025', '1904-01-01T18:47:00'],
    ['45674', '0.782638889'],
    ['45674', '18:47'],
    ['2025-01-17', '0,782638889'],
    ['2025-01-17', '2025-01-17 18:47'],
    ['2025-01-17 18:47:00', '18:47'],
    ['45674', '45674.782638889'],
  ] as const
  assert.deepEqual(
    written.map(([date, time]) => [date, time, begun(date, time)]),
    written.map(([date, time]) => [date, time, '2025-01-17T18:47:00']),
  )
  assert.deepEqual(
    [begun('2025-01-17', '0'), begun('2025-01-17 00:00:00', ''), begun('45674', '00:00')],
    Array(3).fill('2025-01-17T00:00:00'),
  )
})

test('a text that is no time of day makes its row unreadable', () => {
  assert.deepEqual(
    ['morning', '18', '25:00', '18:60', '1.5'].map((time) => begun('2025-01-17', time)),
    Array(5).fill(null),
  )
})
