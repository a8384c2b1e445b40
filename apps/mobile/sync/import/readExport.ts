import type { Weight } from '@holdfast/contract'
import { exportKindOf, saysUnit, type ExportApp } from './exportKind.ts'
import { readTable } from './table.ts'
import { workoutsOf, type Workouts } from './workouts.ts'

/** No file of a lifter's life is larger; what is would stop the app while it is read. */
export const EXPORT_BYTES_MAX = 20 * 1024 * 1024

/** Why a file is no export we know. `missing` are names of columns. */
export type FileProblem =
  { problem: 'empty' | 'notCsv' | 'unknown' | 'noRows' } | { problem: 'columns'; app: ExportApp; missing: readonly string[] }

/** What stands in an export. `asksUnit`: the file does not say what its weights are in, so a person has to. */
export type ExportReading = { read: true; app: ExportApp; asksUnit: boolean } & Workouts

/** Reads a file that Strong or Hevy exported. Pure: the same text says the same, and nothing is written anywhere. */
export function readExport(text: string, unit: Weight['unit'] = 'kg'): ExportReading | ({ read: false } & FileProblem) {
  if (text.replace(/^\uFEFF/, '').trim() === '') return { read: false, problem: 'empty' }
  const table = text.includes('\0') ? null : readTable(text)
  if (!table) return { read: false, problem: 'notCsv' }
  const kind = exportKindOf(table.header)
  if (!kind) return { read: false, problem: 'unknown' }
  if ('missing' in kind) return { read: false, problem: 'columns', app: kind.app, missing: kind.missing }
  if (table.rows.length === 0) return { read: false, problem: 'noRows' }
  const workouts = workoutsOf(table.rows, kind.app, kind.columns, unit)
  return { read: true, app: kind.app, asksUnit: !saysUnit(kind.columns), ...workouts }
}
