import { storableStart } from '@holdfast/contract'
import { latinDigits } from './latinDigits.ts'

/** What a person typed into a cell: nothing, a number within its limits, or something to be told about. */
export type Typed = { kind: 'empty' } | { kind: 'number'; value: number } | { kind: 'bad'; why: string }

/** A load from 0 to 2000 with at most three decimals; `,` and `.` both divide. */
export function parseWeight(text: string, unit: 'kg' | 'lb'): Typed {
  const typed = parseNumber(text, 'The weight', 'like 102.5')
  if (typed.kind !== 'number') return typed
  if (typed.value > 2000) return { kind: 'bad', why: `${shown(text)} ${unit} is above 2000. Check the weight.` }
  if (decimals(text) > 3) return { kind: 'bad', why: 'A weight has at most three decimals, like 1.125.' }
  return typed
}

/** Whole repetitions from 0 to 999. */
export function parseReps(text: string): Typed {
  const typed = parseNumber(text, 'Reps', 'like 5')
  if (typed.kind !== 'number') return typed
  if (!Number.isInteger(typed.value)) return { kind: 'bad', why: `Reps are whole numbers. You typed ${shown(text)}.` }
  if (typed.value > 999) return { kind: 'bad', why: `${shown(text)} reps is above 999. Check the number.` }
  return typed
}

/** An effort from 6 to 10 in halves. */
export function parseRpe(text: string): Typed {
  const typed = parseNumber(text, 'RPE', 'from 6 to 10')
  if (typed.kind !== 'number') return typed
  const allowed = typed.value >= 6 && typed.value <= 10 && Number.isInteger(typed.value * 2)
  return allowed ? typed : { kind: 'bad', why: `RPE goes from 6 to 10 in halves, like 7.5. You typed ${shown(text)}.` }
}

/** Whether this may still become an RPE with the next key: nobody should be told off on the way to "10". */
export function becomesRpe(text: string): boolean {
  return latinDigits(text).trim() === '1'
}

/** The number that stands in a cell, whatever its keyboard; null while there is none. */
export function numberOf(text: string): number | null {
  const plain = plainNumber(text)
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}

/** The value one step up or down, from where it is and never below zero: 97.5 and a step of 5 make 102.5. */
export function stepped(value: number, step: number): number {
  return Math.max(0, Math.round((value + step) * 1000) / 1000)
}

function parseNumber(text: string, name: string, example: string): Typed {
  const plain = plainNumber(text)
  if (plain === '') return { kind: 'empty' }
  if (/^-\s*[\d.]+$/.test(plain)) return { kind: 'bad', why: `${name} can't be below 0.` }
  // Nobody writes three noughts behind a decimal mark, and a guess would be wrong by a thousand.
  if (/^[1-9]\d{0,2}\.000$/.test(plain))
    return { kind: 'bad', why: `${shown(text)} may be ${plain.split('.')[0]} or ${plain.replace('.', '')}. Type it without a mark.` }
  const value = numberOf(plain)
  if (value === null)
    return {
      kind: 'bad',
      why: `“${shown(text)}” isn't a number. Type ${name.toLowerCase() === 'rpe' ? 'an RPE' : name.toLowerCase()} ${example}.`,
    }
  return { kind: 'number', value }
}

/** Digits and one point, from any keyboard or clipboard: "1.000,5", "1,000.5", "1 000,5" and "١٠٠٠٫٥" are the same number. */
function plainNumber(text: string): string {
  const latin = latinDigits(text).trim()
  const ungrouped = latin.replace(/(\d)[\s'’٬](?=\d{3}(\D|$))/g, '$1')
  const decimalMark = ungrouped.lastIndexOf(',') > ungrouped.lastIndexOf('.') ? ',' : '.'
  // Where both marks stand, the last one divides and the other one groups.
  const grouping = decimalMark === ',' ? /(\d)\.(?=\d{3}(\D|$))/g : /(\d),(?=\d{3}\D)/g
  return ungrouped.replace(grouping, '$1').replace(',', '.')
}

function decimals(text: string): number {
  return plainNumber(text).split('.')[1]?.length ?? 0
}

/** What was typed, short enough to be said back. */
function shown(text: string): string {
  const plain = text.trim()
  return plain.length > 12 ? `${storableStart(plain, 12)}…` : plain
}
