import type { Field } from '../session/setCells.ts'

/** A key of the pad that changes text. */
export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'decimal' | 'back'

/** Longer than any number of a set; more keys do nothing. */
const CHARACTERS_MAX = 8

/**
 * The text of a cell after a key. `fresh`: the cell has just become active, and the first key replaces its text, as if it were selected.
 * Back on the last character leaves an empty text, and the proposal is shown.
 */
export function afterKey(text: string, key: Key, fresh: boolean, field: Field, decimalMark: string): string {
  const before = fresh ? '' : text
  if (key === 'back') return before.slice(0, -1)
  if (key === 'decimal') {
    if (field === 'reps' || /[.,٫]/.test(before)) return before
    return `${before === '' ? '0' : before}${decimalMark}`
  }
  if (before === '0') return key
  return before.length < CHARACTERS_MAX ? before + key : before
}
