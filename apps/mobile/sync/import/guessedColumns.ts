import { latinDigits } from '../session/latinDigits.ts'
import { columnsNamed, type Column, type Columns } from './columnNames.ts'
import { fileTimeOf } from './fileTime.ts'
import type { TableRow } from './table.ts'
import { weightUnitOf } from './unitWords.ts'

/** How many rows are read for the guess. */
const ROWS = 200

type Kind = 'date' | 'whole' | 'number' | 'words' | 'empty'

/**
 * Guesses what each column of an unknown header holds: by its name if that is known, else by its cells. A person checks the guess before
 * anything is read.
 */
export function guessedColumns(header: readonly string[], rows: readonly TableRow[]): Columns {
  const cells = header.map((_, at) => rows.slice(0, ROWS).flatMap(({ cells: row }) => row[at]?.trim() || []))
  const kinds = cells.map(kindOf)
  const guess: Partial<Record<Column, number>> = { ...columnsNamed(header) }
  const free = (at: number): boolean => !Object.values(guess).includes(at)
  const take = (column: Column, fits: (at: number) => boolean): void => {
    const at = guess[column] === undefined ? kinds.findIndex((_, index) => free(index) && fits(index)) : -1
    if (at >= 0) guess[column] = at
  }
  const variety = cells.map((column) => new Set(column).size)
  take('date', (at) => kinds[at] === 'date')
  // Of the columns with words, the one with the most different texts is the exercise. Notes are left out, because few rows have them.
  const words = kinds.flatMap((kind, at) => (kind === 'words' && cells[at]!.length * 2 > rows.slice(0, ROWS).length ? [at] : []))
  const richest = words.filter(free).sort((a, b) => variety[b]! - variety[a]!)[0]
  take('exercise', (at) => at === richest)
  if (guess.weight === undefined && guess.weightKg === undefined && guess.weightLb === undefined)
    take('weight', (at) => kinds[at] === 'number')
  // A whole number before the weight is the number of the set.
  const weight = guess.weight ?? guess.weightKg ?? guess.weightLb ?? -1
  take('reps', (at) => kinds[at] === 'whole' && at > weight)
  return guess
}

function kindOf(cells: readonly string[]): Kind {
  const all = (fits: (cell: string) => boolean): boolean => cells.length > 0 && cells.filter(fits).length >= 0.9 * cells.length
  if (cells.length === 0) return 'empty'
  const plain = (cell: string): string => latinDigits(cell).replace(/\s*\D+$/, (end) => (weightUnitOf(end) ? '' : end))
  if (all((cell) => /^\d{1,3}$/.test(plain(cell)))) return 'whole'
  if (all((cell) => /^\d{1,4}([.,]\d+)?$/.test(plain(cell)))) return 'number'
  const isDate = (cell: string): boolean => (['dmy', 'mdy'] as const).some((order) => fileTimeOf(cell, { order, language: null }) !== null)
  if (all(isDate)) return 'date'
  return all((cell) => /\p{L}/u.test(cell)) ? 'words' : 'empty'
}
