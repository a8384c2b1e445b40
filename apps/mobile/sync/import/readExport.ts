import type { SetType, Weight } from '@holdfast/contract'
import { NO_STYLE, type DateStyle } from './calendarDate.ts'
import type { Columns } from './columnNames.ts'
import { exportKindOf, saysUnit, type ExportApp, type ForeignApp } from './exportKind.ts'
import { durationStyleOf } from './duration.ts'
import { cellsOf, dateOf, exportRowOf, rowReadingOf } from './exportRow.ts'
import { fileDatesOf, type FileDates } from './fileDates.ts'
import { guessedColumns } from './guessedColumns.ts'
import { ownRowOf } from './ownRow.ts'
import { readTable, type Table } from './table.ts'
import { withoutUnit } from './unitWords.ts'
import { workoutsOf, type Workouts } from './workouts.ts'

/** No lifter has a larger export; reading a larger file would block the app. */
export const EXPORT_BYTES_MAX = 20 * 1024 * 1024

/** A file with unknown columns: its header, its first rows, and a guess of what each column holds. */
export type Unassigned = { header: readonly string[]; samples: readonly (readonly string[])[]; guess: Columns }

/** Why a file is not a known export. `missing` are names of columns. */
export type FileProblem =
  | { problem: 'empty' | 'notCsv' | 'unknown' | 'noRows' }
  | { problem: 'columns'; app: 'strong' | 'hevy'; missing: readonly string[] }
  | { problem: 'foreign'; app: ForeignApp }
  | ({ problem: 'unassigned' } & Unassigned)

/** What an export contains. `asksUnit`: the file has no unit for its weights, so a person must choose one. */
export type ExportReading = { read: true; app: ExportApp; asksUnit: boolean; dates: FileDates; columns: Columns } & Workouts

/** A person's answers about a file: its dates, unknown words for kinds of sets, and unknown columns. */
export type Answers = { dates?: DateStyle; kinds?: Readonly<Record<string, SetType>>; columns?: Columns }

/** Reads a file that an app exported. Pure: the result depends on the text and the answers only, and nothing is written. */
export function readExport(
  text: string,
  unit: Weight['unit'] = 'kg',
  answers: Answers = {},
): ExportReading | ({ read: false } & FileProblem) {
  if (text.replace(/^\uFEFF/, '').trim() === '') return { read: false, problem: 'empty' }
  const table = text.includes('\0') ? null : readTable(text)
  // A Jefit file has several sections, each with a title and a header.
  if (/^\uFEFF?"?###/.test(text)) return { read: false, problem: 'foreign', app: 'jefit' }
  if (!table) return { read: false, problem: 'notCsv' }
  const kind = answers.columns ? ({ app: 'other', columns: answers.columns } as const) : exportKindOf(table.header)
  if (!kind) return { read: false, ...unknownFile(table) }
  if ('foreign' in kind) return { read: false, problem: 'foreign', app: kind.foreign }
  if ('missing' in kind) return { read: false, problem: 'columns', app: kind.app, missing: kind.missing }
  if (table.rows.length === 0) return { read: false, problem: 'noRows' }
  const rows = kind.app === 'holdfast' ? (readTable(text, 'asWritten') ?? table).rows : table.rows
  return { read: true, app: kind.app, asksUnit: !saysUnit(kind.columns), ...readRows({ ...table, rows }, kind, unit, answers) }
}

/** What a person needs to assign columns. Null when the file has too few columns or no rows. */
export function unassignedOf(text: string): Unassigned | null {
  const table = readTable(text)
  return table && table.header.length >= COLUMNS_MIN && table.rows.length > 0 ? assignable(table) : null
}

/** At least a date, an exercise, and an amount. */
const COLUMNS_MIN = 3
const SAMPLES = 5

function unknownFile(table: Table): FileProblem {
  if (table.header.length < COLUMNS_MIN) return { problem: 'unknown' }
  return table.rows.length === 0 ? { problem: 'noRows' } : { problem: 'unassigned', ...assignable(table) }
}

function assignable({ header, rows }: Table): Unassigned {
  return { header, samples: rows.slice(0, SAMPLES).map(({ cells }) => cells), guess: guessedColumns(header, rows) }
}

function readRows(
  { header, rows }: Table,
  { app, columns }: { app: ExportApp; columns: Columns },
  unit: Weight['unit'],
  answers: Answers,
): Omit<ExportReading, 'read' | 'app' | 'asksUnit'> {
  const cells = rows.flatMap((row) => (row.broken ? [] : [cellsOf(row, columns)]))
  const dates = fileDatesOf(cells.map(dateOf), answers.dates ?? null)
  const durations = durationStyleOf(
    cells.map((cell) => cell('duration')),
    withoutUnit(header[columns.duration ?? -1] ?? '').unit,
  )
  const reading = rowReadingOf({ columns, unit, dates: dates.style ?? NO_STYLE, durations, kinds: answers.kinds ?? {} })
  // Until it is known how the dates are read, no workout can be read.
  const known = dates.style === null ? [] : rows
  return { dates, columns, ...workoutsOf(known, reading, app === 'holdfast' ? ownRowOf : exportRowOf) }
}
