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

/** No file of a lifter's life is larger; what is would stop the app while it is read. */
export const EXPORT_BYTES_MAX = 20 * 1024 * 1024

/** A file whose columns nobody knows here: its header, its first rows, and what each column may be. */
export type Unassigned = { header: readonly string[]; samples: readonly (readonly string[])[]; guess: Columns }

/** Why a file is no export we know. `missing` are names of columns. */
export type FileProblem =
  | { problem: 'empty' | 'notCsv' | 'unknown' | 'noRows' }
  | { problem: 'columns'; app: 'strong' | 'hevy'; missing: readonly string[] }
  | { problem: 'foreign'; app: ForeignApp }
  | ({ problem: 'unassigned' } & Unassigned)

/** What stands in an export. `asksUnit`: the file does not say what its weights are in, so a person has to. */
export type ExportReading = { read: true; app: ExportApp; asksUnit: boolean; dates: FileDates; columns: Columns } & Workouts

/** What a person said of a file: of its dates, of words for kinds of sets, and of the columns nobody knows here. */
export type Answers = { dates?: DateStyle; kinds?: Readonly<Record<string, SetType>>; columns?: Columns }

/** Reads a file that an app exported. Pure: the same text and answers say the same, and nothing is written anywhere. */
export function readExport(
  text: string,
  unit: Weight['unit'] = 'kg',
  answers: Answers = {},
): ExportReading | ({ read: false } & FileProblem) {
  if (text.replace(/^\uFEFF/, '').trim() === '') return { read: false, problem: 'empty' }
  const table = text.includes('\0') ? null : readTable(text)
  // The sections of a Jefit file each have a title and a header of their own.
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

/** What a person assigns columns by. Null for what holds too few of them. */
export function unassignedOf(text: string): Unassigned | null {
  const table = readTable(text)
  return table && table.header.length >= COLUMNS_MIN && table.rows.length > 0 ? assignable(table) : null
}

/** A date, an exercise, and how much of it. */
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
  // While nobody said how its dates are read, there is no workout in it to speak of.
  const known = dates.style === null ? [] : rows
  return { dates, columns, ...workoutsOf(known, reading, app === 'holdfast' ? ownRowOf : exportRowOf) }
}
