import { instantSchema, localDateSchema, rpeSchema, storableStart } from '@holdfast/contract'
import { plainOfCell } from '../session/spreadsheetText.ts'
import type { Column } from './columnNames.ts'
import { amountsOf, cellsOf, decimalOf, isShort, TITLE_CHARACTERS_MAX, type ExportRow, type RowReading } from './exportRow.ts'
import type { FileTime } from './fileTime.ts'
import type { TableRow } from './table.ts'

/** Reads one row of this app's own CSV: texts exactly as they were typed, moments to the millisecond. */
export function ownRowOf(row: TableRow, reading: RowReading): ExportRow {
  if (row.broken) return { is: 'unreadable', why: { problem: row.broken } }
  if (isShort(row, reading.columns)) return { is: 'unreadable', why: { problem: 'short' } }
  const cell = cellsOf(row, reading.columns)
  const text = (column: Column): string => plainOfCell(row.cells[reading.columns[column] ?? -1] ?? '')
  const start = momentOf(cell('date'), reading)
  if (!start) return { is: 'unreadable', why: { problem: 'date', text: cell('date') } }
  const exercise = storableStart(text('exercise'), TITLE_CHARACTERS_MAX)
  if (exercise === '') return { is: 'unreadable', why: { problem: 'noExercise' } }
  const setType = reading.kindOf(cell('type'))
  if (setType === null || setType === 'rest' || setType === 'note')
    return { is: 'unreadable', why: { problem: 'setOrder', text: cell('type') } }
  const amounts = amountsOf(cell, reading.unit)
  if ('problem' in amounts) return { is: 'unreadable', why: amounts }
  const rpe = rpeOf(cell('rpe'))
  // 0 kg was typed; an empty cell means a set without a weight.
  const weight = amounts.weight ?? (cell('weight') === '' ? null : { value: 0, unit: cell('weightUnit') === 'lb' ? 'lb' : 'kg' })
  const completedAt = momentOf(cell('liftedAt'), reading)?.at
  return {
    is: 'set',
    note: '',
    rpeLeftOut: rpe === 'leftOut' ? cell('rpe') : null,
    set: { exercise, setType, weight, reps: amounts.reps, rpe: rpe === 'leftOut' ? null : rpe, ...(completedAt ? { completedAt } : {}) },
    workout: {
      start,
      end: momentOf(cell('end'), reading),
      durationMs: null,
      title: storableStart(text('title'), TITLE_CHARACTERS_MAX) || 'Workout',
      notes: text('workoutNotes'),
      own: {
        scheduledOn: localDateSchema.safeParse(cell('day')).data ?? start.day,
        sessionRpe: rpeSchema.safeParse(decimalOf(cell('sessionRpe'))).data ?? null,
      },
    },
  }
}

/** An instant as this app wrote it, else as a spreadsheet program changed it. */
function momentOf(text: string, reading: RowReading): FileTime | null {
  const time = reading.timeOf(text)
  if (!time || !instantSchema.safeParse(text).success) return time
  const at = new Date(text).toISOString()
  return { ...time, at, local: at.slice(0, -1) }
}

function rpeOf(text: string): number | null | 'leftOut' {
  return text === '' ? null : (rpeSchema.safeParse(decimalOf(text)).data ?? 'leftOut')
}
