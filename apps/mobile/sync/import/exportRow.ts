import { rpeSchema, storableStart, type SetType, type Weight } from '@holdfast/contract'
import { typedText } from '../session/typedText.ts'
import type { DateStyle } from './calendarDate.ts'
import type { Column, Columns } from './columnNames.ts'
import { durationMsOf, type DurationStyle } from './duration.ts'
import { fileTimeOf, type FileTime } from './fileTime.ts'
import { joinedMoment } from './joinedMoment.ts'
import { isWord, rowKindOf, type RowKind } from './setKinds.ts'
import type { TableRow } from './table.ts'
import { weightUnitOf } from './unitWords.ts'

/** A set as it is in the file. */
export type ExportSet = {
  exercise: string
  setType: SetType
  weight: Weight | null
  reps: number | null
  rpe: number | null
  /** When it was lifted, if the file contains that. */
  completedAt?: string
}

/** Why a row cannot be read. `text` is the content of the cell. */
export type RowProblem =
  | { problem: 'quote' | 'short' | 'long' }
  | { problem: 'date' | 'reps' | 'weight' | 'weightUnit' | 'setOrder'; text: string }
  | { problem: 'repsMax' | 'weightMax' | 'weightMin'; text: string; limit: number }
  | { problem: 'noExercise' }

/** Rows without weight and reps: there is nothing to log, and they are not wrong. */
export type Skipped = 'restTimer' | 'timed' | 'empty'

/** What a row contains about its workout. */
export type RowWorkout = {
  start: FileTime
  end: FileTime | null
  durationMs: number | null
  title: string
  notes: string
  /** Only in files of this app. */
  own?: { scheduledOn: string; sessionRpe: number | null }
}

/** One row of an export, read. `rpeLeftOut` is a content of the RPE cell that is no RPE. */
export type ExportRow =
  | { is: 'set'; workout: RowWorkout; set: ExportSet; note: string; rpeLeftOut: string | null }
  | { is: 'note'; workout: RowWorkout; exercise: string; note: string }
  | { is: 'skipped'; why: Skipped }
  | { is: 'unreadable'; why: RowProblem }

export const TITLE_CHARACTERS_MAX = 120
/** The limits of the contract, by name for the messages; a test compares them. */
export const REPS_MAX = 999
export const WEIGHT_MAX = 2000

/** How to read the rows of a file: the positions of its columns, and a person's answers about what the file does not contain. */
export type RowReading = {
  columns: Columns
  /** The unit of weights where the file has none. */
  unit: Weight['unit']
  timeOf(text: string): FileTime | null
  durationMsOf(text: string): number | null
  /** Null for an unknown word. */
  kindOf(text: string): RowKind | null
}

type Said = {
  columns: Columns
  unit: Weight['unit']
  dates: DateStyle
  durations: DurationStyle
  kinds: Readonly<Record<string, SetType>>
}

/** Makes a reading for many rows: a text that occurs again is read once. */
export function rowReadingOf({ columns, unit, dates, durations, kinds }: Said): RowReading {
  return {
    columns,
    unit,
    timeOf: remembered((text) => fileTimeOf(text, dates)),
    durationMsOf: remembered((text) => durationMsOf(text, durations)),
    kindOf: remembered((text) => rowKindOf(text, kinds)),
  }
}

function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    if (!known.has(text)) known.set(text, read(text))
    return known.get(text)!
  }
}

type Cell = (column: Column) => string

/** Reads one row. */
export function exportRowOf(row: TableRow, reading: RowReading): ExportRow {
  if (row.broken) return { is: 'unreadable', why: { problem: row.broken } }
  if (isShort(row, reading.columns)) return { is: 'unreadable', why: { problem: 'short' } }
  const cell = cellsOf(row, reading.columns)
  const kind = kindOf(cell, reading)
  const exercise = nameOf(cell('exercise'))
  if (kind === 'rest' || exercise.toLowerCase() === 'rest timer') return { is: 'skipped', why: 'restTimer' }
  const date = dateOf(cell)
  const start = reading.timeOf(date)
  if (!start) return { is: 'unreadable', why: { problem: 'date', text: date } }
  if (exercise === '') return { is: 'unreadable', why: { problem: 'noExercise' } }
  const workout: RowWorkout = {
    start,
    end: reading.timeOf(cell('end')),
    durationMs: reading.durationMsOf(cell('duration')),
    title: nameOf(cell('title')) || 'Workout',
    notes: cell('workoutNotes'),
  }
  return kind === 'note' ? { is: 'note', workout, exercise, note: cell('notes') } : setOf(cell, kind, { workout, exercise, reading })
}

/** The date of a row, with the time of day that some files have in a column of its own. */
export function dateOf(cell: Cell): string {
  return joinedMoment(cell('date'), cell('time'))
}

/** The cells of a row by column, trimmed; empty where there is none. */
export function cellsOf(row: TableRow, columns: Columns): Cell {
  return (column) => {
    const at = columns[column]
    return at === undefined ? '' : (row.cells[at] ?? '').trim()
  }
}

const NEEDED = ['date', 'time', 'title', 'exercise', 'type', 'weight', 'weightKg', 'weightLb', 'weightUnit', 'reps'] as const

/** Whether a row ends before or inside a cell that a set needs. Missing cells after that may have been empty. */
export function isShort({ cells, missing, isCut }: TableRow, columns: Columns): boolean {
  const last = Math.max(...NEEDED.map((column) => columns[column] ?? 0))
  return cells.length <= last || (isCut && missing > 0 && cells.length - 1 === last)
}

function kindOf(cell: Cell, reading: RowReading): RowKind | null {
  if (/^(true|1|yes|x)$/i.test(cell('warmup'))) return 'warmup'
  return reading.kindOf(cell('type'))
}

type Beside = { workout: RowWorkout; exercise: string; reading: RowReading }

function setOf(cell: Cell, kind: SetType | null, { workout, exercise, reading }: Beside): ExportRow {
  const amounts = amountsOf(cell, reading.unit)
  const isNone = !('problem' in amounts) && amounts.weight === null && !amounts.reps
  if (kind === null) {
    // Apps write a rest or a note as a row of its own, in the language of the phone.
    const other = isNone && isWord(cell('type')) ? nothingLifted(cell, workout, exercise) : null
    return other ?? { is: 'unreadable', why: { problem: 'setOrder', text: cell('type') } }
  }
  if ('problem' in amounts) return { is: 'unreadable', why: amounts }
  if (isNone) return { is: 'skipped', why: isSome(cell('seconds')) || isSome(cell('distance')) ? 'timed' : 'empty' }
  const rpe = rpeOf(cell('rpe'))
  return {
    is: 'set',
    workout,
    note: cell('notes'),
    rpeLeftOut: rpe === 'leftOut' ? cell('rpe') : null,
    set: { exercise, setType: kind, ...amounts, rpe: rpe === 'leftOut' ? null : rpe },
  }
}

function nothingLifted(cell: Cell, workout: RowWorkout, exercise: string): ExportRow {
  if (isSome(cell('seconds'))) return { is: 'skipped', why: 'restTimer' }
  return cell('notes') === '' ? { is: 'skipped', why: 'empty' } : { is: 'note', workout, exercise, note: cell('notes') }
}

/** Both apps write 0 for nothing. A set that was held or carried for a time has a weight and no reps. */
export function amountsOf(cell: Cell, unit: Weight['unit']): Pick<ExportSet, 'weight' | 'reps'> | RowProblem {
  const reps = cell('reps') === '' ? 0 : decimalOf(cell('reps'))
  if (reps === null || !Number.isInteger(reps) || reps < 0) return { problem: 'reps', text: cell('reps') }
  if (reps > REPS_MAX) return { problem: 'repsMax', text: cell('reps'), limit: REPS_MAX }
  const weight = weightOf(cell, unit)
  if (weight && 'problem' in weight) return weight
  const isTimed = reps === 0 && (cell('reps') === '' || isSome(cell('seconds')) || isSome(cell('distance')))
  return { weight, reps: isTimed ? null : reps }
}

function weightOf(cell: Cell, fallback: Weight['unit']): Weight | RowProblem | null {
  const [text, unit] = writtenWeight(cell)
  const value = text === '' ? 0 : decimalOf(text)
  if (value === null) return { problem: 'weight', text }
  if (value === 0) return null
  const known = unit === '' ? fallback : weightUnitOf(unit)
  if (!known) return { problem: 'weightUnit', text: unit }
  if (value < 0) return { problem: 'weightMin', text: `${text} ${known}`, limit: 0 }
  if (value > WEIGHT_MAX) return { problem: 'weightMax', text: `${text} ${known}`, limit: WEIGHT_MAX }
  // Real files contain 74.99999999999999: a load that was converted and converted back.
  const rounded = Math.round(value * 1000) / 1000
  return rounded === 0 ? null : { value: rounded, unit: known }
}

/** The weight of a row, with its unit. If there is a column for each unit, the one that is not zero counts. */
function writtenWeight(cell: Cell): readonly [string, string] {
  const written = [[cell('weightKg'), 'kg'] as const, [cell('weightLb'), 'lb'] as const].filter(([text]) => text !== '')
  return written.find(([text]) => decimalOf(text) !== 0) ?? written[0] ?? withUnit(cell('weight'), cell('weightUnit'))
}

/** Divides "100 kg" in one cell. */
function withUnit(text: string, unit: string): [string, string] {
  const match = unit === '' ? /^(.*\p{Nd})\s*(\D+)$/u.exec(text) : null
  return match && weightUnitOf(match[2]!) ? [match[1]!, match[2]!] : [text, unit]
}

/**
 * A number as exports write it, in digits of any script: a point or a comma before the decimals, no separator between thousands. Null when
 * the text is no number.
 */
export function decimalOf(text: string): number | null {
  const latin = typedText(text).replace('\u2212', '-').replace('\u066b', '.')
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(latin) ? Number(latin.replace(',', '.')) : null
}

/** Whether a time or a distance is greater than zero: "90", "0:01:30". */
function isSome(text: string): boolean {
  const value = decimalOf(text) ?? durationMsOf(text)
  return value !== null && value > 0
}

/** Strong writes 0, or nothing, where no RPE was given. */
function rpeOf(text: string): number | null | 'leftOut' {
  const value = text === '' ? 0 : decimalOf(text)
  if (value === 0) return null
  const rpe = rpeSchema.safeParse(value)
  return rpe.success ? rpe.data : 'leftOut'
}

/** A name within the limits of the contract. */
function nameOf(text: string): string {
  return storableStart(text.replace(/\s+/g, ' '), TITLE_CHARACTERS_MAX).trim()
}
