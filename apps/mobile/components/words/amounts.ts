import { KG_PER_LB, type Weight } from '@holdfast/contract'

/** A number as a cell shows it: no trailing zeros, a decimal point. */
export function number(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

/** "102.5 kg", or "no weight" for a set without load. */
export function weightWords(weight: Weight | null): string {
  return weight ? `${number(weight.value)} ${weight.unit}` : 'no weight'
}

type Amount = { weight: Weight | null; reps: number | null; rpe?: number | null }

/** "102.5 kg × 5"; missing parts are left out. */
export function setWords({ weight, reps }: Amount): string {
  if (!weight) return reps === null ? '–' : count(reps, 'rep')
  return reps === null ? weightWords(weight) : `${weightWords(weight)} × ${reps}`
}

/** "100×5": short enough for a column; the unit only if it differs from the column's. */
export function narrowSet({ weight, reps }: Amount, unit: Weight['unit']): string {
  const load = weight ? `${number(weight.value)}${weight.unit === unit ? '' : weight.unit}` : ''
  return `${load}×${reps ?? '–'}`
}

/** "102.5 kilograms, 5 reps, RPE 8", for screen readers. */
export function spokenSet({ weight, reps, rpe }: Amount): string {
  const load = weight ? [`${number(weight.value)} ${weight.unit === 'kg' ? 'kilograms' : 'pounds'}`] : []
  return [...load, ...(reps === null ? [] : [count(reps, 'rep')]), ...(rpe ? [`RPE ${number(rpe)}`] : [])].join(', ')
}

/** "1 change", "3 changes". */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

/** "12 480 kg", or "27 514 lb": a volume in the lifter's unit, with a thin space between thousands. */
export function volumeWords(kilograms: number, unit: Weight['unit']): string {
  return `${grouped(fromKilograms(kilograms, unit))} ${unit}`
}

/** "128.3 kg", or "282.9 lb": a computed load in the lifter's unit. */
export function loadWords(kilograms: number, unit: Weight['unit']): string {
  return `${number(Math.round(fromKilograms(kilograms, unit) * 10) / 10)} ${unit}`
}

function fromKilograms(kilograms: number, unit: Weight['unit']): number {
  return unit === 'kg' ? kilograms : kilograms / KG_PER_LB
}

/** "12 480": a whole number, with a thin space between thousands. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202F')
}

type Listed = { weight: Weight | null; reps: number | null; isAmrap?: boolean; setType: string }

/** "3 × 5 · 100 kg" for the working sets of an exercise; ranges where they differ. Warm-ups are not counted. */
export function setsWords(sets: readonly Listed[]): string {
  const working = sets.filter((set) => set.setType !== 'warmup')
  if (working.length === 0) return 'Warm-up only'
  const reps = rangeWords(working.flatMap((set) => (set.reps === null ? [] : [set.reps])))
  const last = working.at(-1)
  const loads = working.flatMap((set) => (set.weight ? [set.weight] : []))
  const unit = loads[0]?.unit
  const load = unit && loads.every((weight) => weight.unit === unit) ? ` · ${rangeWords(loads.map((weight) => weight.value))} ${unit}` : ''
  return `${working.length} × ${reps === '' ? '–' : reps}${last?.isAmrap ? '+' : ''}${load}`
}

function rangeWords(values: readonly number[]): string {
  if (values.length === 0) return ''
  const least = Math.min(...values)
  const most = Math.max(...values)
  return least === most ? number(least) : `${number(least)}–${number(most)}`
}
