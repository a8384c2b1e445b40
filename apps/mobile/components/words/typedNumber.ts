import { storableStart } from '@holdfast/contract'
import { typedText } from '../../sync/session/typedText.ts'

/** What a person typed into a cell: nothing, a number within its limits, or a mistake to explain. */
export type Typed = { kind: 'empty' } | { kind: 'number'; value: number } | { kind: 'bad'; why: string }

/** A load from 0 to 2000 with at most three decimals; `,` and `.` are both decimal marks. */
export function parseWeight(text: string, unit: 'kg' | 'lb'): Typed {
  const other = unit === 'kg' ? 'lb' : 'kg'
  if (numberOf(text) === null && numberIn(text, other) !== null)
    return { kind: 'bad', why: `“${shown(text)}” is in ${other}, and this set is in ${unit}. Type the weight in ${unit}.` }
  const typed = parseNumber(text, unit, 'The weight', 'like 102.5')
  if (typed.kind !== 'number') return typed
  if (typed.value > 2000) return { kind: 'bad', why: `${shownNumber(text, unit)} ${unit} is above 2000. Check the weight.` }
  if (typed.value !== Math.round(typed.value * 1000) / 1000) return { kind: 'bad', why: 'A weight has at most three decimals, like 1.125.' }
  return typed
}

/** Whole repetitions from 0 to 999. */
export function parseReps(text: string): Typed {
  const typed = parseNumber(text, 'reps', 'Reps', 'like 5')
  if (typed.kind !== 'number') return typed
  if (!Number.isInteger(typed.value)) return { kind: 'bad', why: `Reps are whole numbers. You typed ${shown(text)}.` }
  if (typed.value > 999) return { kind: 'bad', why: `${shownNumber(text, 'reps')} reps is above 999. Check the number.` }
  return typed
}

/** An effort from 6 to 10 in steps of 0.5. */
export function parseRpe(text: string): Typed {
  const typed = parseNumber(text, 'rpe', 'RPE', 'from 6 to 10')
  if (typed.kind !== 'number') return typed
  const allowed = typed.value >= 6 && typed.value <= 10 && Number.isInteger(typed.value * 2)
  return allowed ? typed : { kind: 'bad', why: `RPE goes from 6 to 10 in halves, like 7.5. You typed ${shown(text)}.` }
}

/** Whether the next key may still make this an RPE: nobody should see a complaint while typing "10". */
export function becomesRpe(text: string): boolean {
  return plainNumber(text) === '1'
}

/** The number in a cell, whatever its keyboard; null while there is none. */
export function numberOf(text: string): number | null {
  const plain = plainNumber(text)
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}

/** The value one step up or down, never below zero: 97.5 and a step of 5 make 102.5. */
export function stepped(value: number, step: number): number {
  return Math.max(0, Math.round((value + step) * 1000) / 1000)
}

/** The unit of a cell. */
type Measure = 'kg' | 'lb' | 'reps' | 'rpe'

/** How people write the unit of a cell next to its number. */
const written: Record<Measure, RegExp> = {
  kg: /\s*(kgs?|kilos?|kilogram(me)?s?|кг|公斤|千克|キロ|كغ|كجم|किग्रा)\.?$/iu,
  lb: /\s*(lbs?|pounds?|#)\.?$/iu,
  reps: /^[x×]\s*|\s*(reps?\.?|[x×])$/iu,
  rpe: /^(@|rpe)\s*|\s*rpe$/iu,
}

/** The number in a cell that may be followed by the cell's own unit: "60 kg" is 60 where the cell is in kilograms. */
function numberIn(text: string, measure: Measure): number | null {
  return numberOf(withoutMeasure(text, measure))
}

function withoutMeasure(text: string, measure: Measure): string {
  return typedText(text).replace(written[measure], '')
}

function parseNumber(text: string, measure: Measure, name: string, example: string): Typed {
  if (typedText(text) === '') return { kind: 'empty' }
  const plain = plainNumber(withoutMeasure(text, measure))
  if (/^-\s*[\d.]+$/.test(plain)) return { kind: 'bad', why: `${name} can't be below 0.` }
  // Few people write a third decimal that is zero, and a wrong guess would be wrong by a factor of a thousand. Above 2000 it can only be
  // decimals.
  if (/^([1-9]\d{0,2}\.000|1\.\d\d0)$/.test(plain))
    return { kind: 'bad', why: `${shown(text)} may be ${Number(plain)} or ${plain.replace('.', '')}. Type the one you mean.` }
  const value = numberOf(plain)
  if (value === null)
    return {
      kind: 'bad',
      why: `“${shown(text)}” isn't a number. Type ${name.toLowerCase() === 'rpe' ? 'an RPE' : name.toLowerCase()} ${example}.`,
    }
  return { kind: 'number', value }
}

/**
 * Digits and one point, from any keyboard or clipboard: "1.000,5", "1,000.5", "1 000,5", "1000½" and "١٠٠٠٫٥" are the same number. A minus
 * stays, in one form.
 */
function plainNumber(text: string): string {
  const latin = withDecimals(typedText(text))
    .replace(/^[\p{Pd}\u2212ー]/u, '-')
    .replace(/^\+\s*/, '')
    .replace(/[٫。·]/g, '.')
    .replace(/[،、]/g, ',')
  const ungrouped = latin.replace(/(\d)[\s'‘’ʼ٬](?=\d{3}(\D|$))/g, '$1')
  const decimalMark = ungrouped.lastIndexOf(',') > ungrouped.lastIndexOf('.') ? ',' : '.'
  // Where both marks occur, the last one is the decimal mark and the other one groups digits.
  const grouping = decimalMark === ',' ? /(\d)\.(?=\d{3}(\D|$))/g : /(\d),(?=\d{3}\D)/g
  return ungrouped.replace(grouping, '$1').replace(',', '.')
}

/** "102½" and "102 1/2" as "102.5". Written with a slash, only halves, quarters and eighths are fractions: 20/25 may be two sets. */
function withDecimals(text: string): string {
  const match = /^(.*?)\s*(\p{No})$/su.exec(text) ?? /^(?:(.*\d)\s+)?([1-7]\s?[/⁄]\s?[248])$/su.exec(text)
  if (!match) return text
  const [, whole = '', fraction = ''] = match
  const [over, under] = fraction.normalize('NFKC').split(/[/⁄]/).map(Number)
  if (under === undefined || over! >= under) return text
  return `${whole === '' ? '0' : whole}${String(over! / under).slice(1)}`
}

/** The number as it was typed, without its unit. */
function shownNumber(text: string, measure: Measure): string {
  return shown(text.trim().replace(written[measure], ''))
}

/** What was typed, short enough to quote. */
function shown(text: string): string {
  const plain = text.trim()
  return plain.length > 12 ? `${storableStart(plain, 12)}…` : plain
}
