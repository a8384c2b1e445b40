import type { ExportRow } from './exportRow.ts'

/** A row as it was read, and its line in the file. */
export type ReadRow = { line: number; row: ExportRow }

/** The longest rest between two sets of one workout, in ms. */
const REST_MS_MAX = 3 * 3_600_000

/**
 * Rows of a file without names of workouts, each with the start and the end of its workout. Moments with at most three hours between them
 * are one workout. Some apps date each set, others only the day.
 */
export function withOneStart(rows: readonly ReadRow[]): ReadRow[] {
  const moments = [
    ...new Map(rows.flatMap(({ row }) => ('workout' in row ? [[wallMs(row.workout.start.local), row.workout]] : []))).entries(),
  ]
  moments.sort(([a], [b]) => a - b)
  const firstOf = new Map<number, number>()
  const lastOf = new Map<number, number>()
  moments.forEach(([at], n) => {
    const before = n === 0 ? -Infinity : moments[n - 1]![0]
    const first = at - before <= REST_MS_MAX ? firstOf.get(before)! : at
    firstOf.set(at, first)
    lastOf.set(first, at)
  })
  const workoutAt = new Map(moments)
  return rows.map(({ line, row }): ReadRow => {
    if (!('workout' in row)) return { line, row }
    const first = firstOf.get(wallMs(row.workout.start.local))!
    const last = lastOf.get(first)!
    const { start } = workoutAt.get(first)!
    const end = row.workout.end ?? (last > first ? workoutAt.get(last)!.start : null)
    return { line, row: { ...row, workout: { ...row.workout, start, end } } }
  })
}

const wallMs = (local: string): number => Date.parse(`${local}Z`)
