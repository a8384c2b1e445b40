import { rpeSchema, storable, type SetType, type Weight } from '@holdfast/contract'
import type { Columns, ExportApp } from './exportKind.ts'
import { durationMsOf, fileTimeOf, type FileTime } from './fileTime.ts'
import type { TableRow } from './table.ts'

/** A set as the file tells it. */
export type ExportSet = { exercise: string; setType: SetType; weight: Weight | null; reps: number | null; rpe: number | null }

/** Why a row cannot be read. `text` is what stands in the cell. */
export type RowProblem =
  | { problem: 'quote' | 'short' | 'long' }
  | { problem: 'date' | 'reps' | 'weight' | 'weightUnit' | 'setOrder'; text: string }
  | { problem: 'repsMax' | 'weightMax' | 'weightMin'; text: string; limit: number }
  | { problem: 'noExercise' }

/** Rows that are no set of weight and reps: there is nothing to log, and nothing is wrong with them. */
export type Skipped = 'restTimer' | 'timed' | 'empty'

/** What a row says of its workout. */
export type RowWorkout = { start: FileTime; end: FileTime | null; durationMs: number | null; title: string; notes: string }

/** One row of an export, read. `rpeLeftOut` is what stood where an RPE should. */
export type ExportRow =
  | { is: 'set'; workout: RowWorkout; set: ExportSet; note: string; rpeLeftOut: string | null }
  | { is: 'note'; workout: RowWorkout; exercise: string; note: string }
  | { is: 'skipped'; why: Skipped }
  | { is: 'unreadable'; why: RowProblem }

export const TITLE_CHARACTERS_MAX = 120
/** The contract's own limits, by name so that they can be said; a test holds them to it. */
export const REPS_MAX = 999
export const WEIGHT_MAX = 2000

const strongTypes: Readonly<Record<string, SetType>> = { w: 'warmup', d: 'drop', f: 'failure' }
const hevyTypes: Readonly<Record<string, SetType>> = {
  normal: 'working',
  warmup: 'warmup',
  warm_up: 'warmup',
  dropset: 'drop',
  drop_set: 'drop',
  failure: 'failure',
  '': 'working',
}

/** Reads one row. `unit` is what weights are in where the file does not say. */
export function exportRowOf(row: TableRow, app: ExportApp, columns: Columns, unit: Weight['unit']): ExportRow {
  if (row.broken) return { is: 'unreadable', why: { problem: row.broken } }
  const cell = (column: keyof Columns): string => {
    const at = columns[column]
    return at === undefined ? '' : (row.cells[at] ?? '').trim()
  }
  const order = cell('type').toLowerCase()
  const exercise = nameOf(cell('exercise'))
  if (order === 'rest timer' || exercise.toLowerCase() === 'rest timer') return { is: 'skipped', why: 'restTimer' }
  const start = fileTimeOf(cell('date'))
  if (!start) return { is: 'unreadable', why: { problem: 'date', text: cell('date') } }
  const workout: RowWorkout = {
    start,
    end: fileTimeOf(cell('end')),
    durationMs: durationMsOf(cell('duration')),
    title: nameOf(cell('title')) || 'Workout',
    notes: cell('workoutNotes'),
  }
  if (exercise === '') return { is: 'unreadable', why: { problem: 'noExercise' } }
  if (order === 'note') return { is: 'note', workout, exercise, note: cell('notes') }
  const setType = app === 'hevy' ? hevyTypes[order] : /^\d*$/.test(order) ? 'working' : strongTypes[order]
  if (!setType) return { is: 'unreadable', why: { problem: 'setOrder', text: cell('type') } }

  const amounts = amountsOf(cell, unit)
  if ('problem' in amounts) return { is: 'unreadable', why: amounts }
  if (amounts.weight === null && !amounts.reps) {
    const isTimed = isSome(cell('seconds')) || isSome(cell('distance'))
    return { is: 'skipped', why: isTimed ? 'timed' : 'empty' }
  }
  const rpe = rpeOf(cell('rpe'))
  return {
    is: 'set',
    workout,
    note: cell('notes'),
    rpeLeftOut: rpe === 'leftOut' ? cell('rpe') : null,
    set: { exercise, setType, ...amounts, rpe: rpe === 'leftOut' ? null : rpe },
  }
}

/** Both apps write 0 for nothing; and what was held or carried for a time has a weight and no reps. */
function amountsOf(cell: (column: keyof Columns) => string, unit: Weight['unit']): Pick<ExportSet, 'weight' | 'reps'> | RowProblem {
  const reps = cell('reps') === '' ? 0 : decimalOf(cell('reps'))
  if (reps === null || !Number.isInteger(reps) || reps < 0) return { problem: 'reps', text: cell('reps') }
  if (reps > REPS_MAX) return { problem: 'repsMax', text: cell('reps'), limit: REPS_MAX }
  const weight = weightOf(cell, unit)
  if (weight && 'problem' in weight) return weight
  const isTimed = reps === 0 && (cell('reps') === '' || isSome(cell('seconds')) || isSome(cell('distance')))
  return { weight, reps: isTimed ? null : reps }
}

function weightOf(cell: (column: keyof Columns) => string, fallback: Weight['unit']): Weight | RowProblem | null {
  const [text, unit] =
    cell('weightKg') !== ''
      ? [cell('weightKg'), 'kg']
      : cell('weightLb') !== ''
        ? [cell('weightLb'), 'lb']
        : [cell('weight'), cell('weightUnit')]
  const value = text === '' ? 0 : decimalOf(text)
  if (value === null) return { problem: 'weight', text }
  if (value === 0) return null
  const known = unit === '' ? fallback : unitOf(unit!)
  if (!known) return { problem: 'weightUnit', text: unit! }
  if (value < 0) return { problem: 'weightMin', text: `${text} ${known}`, limit: 0 }
  if (value > WEIGHT_MAX) return { problem: 'weightMax', text: `${text} ${known}`, limit: WEIGHT_MAX }
  // 74.99999999999999 stands in real files: a load converted to and fro.
  const rounded = Math.round(value * 1000) / 1000
  return rounded === 0 ? null : { value: rounded, unit: known }
}

function unitOf(text: string): Weight['unit'] | null {
  return /^kgs?$|^kilo/i.test(text) ? 'kg' : /^lbs?$|^pound/i.test(text) ? 'lb' : null
}

/** A number as an export writes it: a point or a comma before the decimals, and nothing between thousands. Null when it is none. */
function decimalOf(text: string): number | null {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(',', '.')) : null
}

function isSome(text: string): boolean {
  const value = decimalOf(text)
  return value !== null && value > 0
}

/** Strong writes 0, or nothing, where no RPE was given. */
function rpeOf(text: string): number | null | 'leftOut' {
  const value = text === '' ? 0 : decimalOf(text)
  if (value === 0) return null
  const rpe = rpeSchema.safeParse(value)
  return rpe.success ? rpe.data : 'leftOut'
}

/** A name as the contract takes it. */
function nameOf(text: string): string {
  return storable(text.replace(/\s+/g, ' ').slice(0, TITLE_CHARACTERS_MAX)).trim()
}
