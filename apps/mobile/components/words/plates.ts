import { inKilograms, KG_PER_LB, LOAD_MAX } from '@holdfast/contract'
import type { Weight } from '@holdfast/contract'
import { number } from './amounts.ts'
import { cellText } from './decimalMark.ts'

/** What a weight in one unit is made of: the bar, the available plates (any number of pairs), and one step. */
export type Rack = { bar: number; plates: readonly number[]; step: number }

/** What goes on each side of a bar, heaviest first; `short` is what the plates cannot make, both sides together. */
export type Loaded = { kind: 'loaded'; each: readonly number[]; short: number } | { kind: 'lighterThanBar' }

/**
 * The plates for a weight: exactly that weight if the plates can make it, else the most below it; with the fewest plates, and then the
 * heaviest ones. What is missing is shown, never rounded away.
 */
export function platesFor(target: number, { bar, plates }: Pick<Rack, 'bar' | 'plates'>): Loaded {
  if (target < bar) return { kind: 'lighterThanBar' }
  const left = grams(target - bar)
  const sides = sidesUpTo(left / 2, plates)
  const each: number[] = []
  let at = sides.fewest.findLastIndex((amount) => amount !== NONE)
  while (at > 0) {
    const { size, steps } = sides.plates.find((plate) => plate.steps <= at && sides.fewest[at - plate.steps]! + 1 === sides.fewest[at])!
    each.push(size)
    at -= steps
  }
  return { kind: 'loaded', each, short: (left - grams(each.reduce((sum, plate) => sum + plate, 0) * 2)) / 1000 }
}

/** "25 · 15 · 1.25 each side", "2×20 · 5 each side · 2 kg short". */
export function plateWords(target: number, rack: Rack, unit: Weight['unit'], mark = '.'): string {
  const shown = (value: number) => cellText(number(value), mark)
  const loaded = platesFor(target, rack)
  if (loaded.kind === 'lighterThanBar') return `Lighter than the ${shown(rack.bar)} ${unit} bar`
  const short = loaded.short > 0 ? [`${shown(loaded.short)} ${unit} short`] : []
  if (loaded.each.length === 0) return ['Empty bar', ...short].join(' · ')
  const sizes = [...new Set(loaded.each)]
  const counted = sizes.map((size) => {
    const many = loaded.each.filter((plate) => plate === size).length
    return many === 1 ? shown(size) : `${many}×${shown(size)}`
  })
  return [`${counted.join(' · ')} each side`, ...short].join(' · ')
}

/** Whether a lift is done with a bar, judged by its name; the lifter can correct it. */
export function seemsBarbell(name: string): boolean {
  if (
    /dumbbell|kettlebell|\bdb\b|\bkb\b|machine|cable|smith|goblet|leg press|seated row|body ?weight|band|pistol|push.?up|split squat|bench dip/i.test(
      name,
    )
  )
    return false
  return /barbell|squat|bench|deadlift|press|\brow|clean|snatch|good morning|hip thrust/i.test(name)
}

/** A weight in the other unit, as near as can be loaded and logged: on a bar with its plates, else in steps. */
export function inUnit(weight: Weight, unit: Weight['unit'], rack: Rack, onBar: boolean): Weight {
  if (weight.unit === unit) return weight
  const kilograms = inKilograms(weight)
  const exact = unit === 'kg' ? kilograms : kilograms / KG_PER_LB
  return { value: onBar ? loadable(exact, rack) : inSteps(exact, rack.step), unit }
}

/** The nearest weight that the plates can make; of two equally near the lighter. Below the bar only steps count. */
function loadable(exact: number, { bar, plates, step }: Rack): number {
  const smallest = Math.min(...plates.filter((plate) => plate > 0))
  if (exact < bar || !Number.isFinite(smallest)) return inSteps(exact, step)
  const sides = sidesUpTo(grams(exact - bar) / 2 + grams(smallest), plates)
  let nearest = bar
  for (const [at, amount] of sides.fewest.entries()) {
    const weight = bar + (at * sides.step * 2) / 1000
    if (amount !== NONE && weight <= LOAD_MAX && Math.abs(weight - exact) < Math.abs(nearest - exact)) nearest = weight
  }
  return grams(nearest) / 1000
}

/** The smallest number of plates for each weight of one side, in steps of the common divisor of all plates. */
type Sides = { step: number; plates: readonly { size: number; steps: number }[]; fewest: Uint32Array }

/** No plates make this weight. */
const NONE = 0xffffffff

/** All that fits on one side, up to so many grams. Heaviest first would not find it: 40 of 25 and 20 is 20 twice. */
function sidesUpTo(most: number, sizes: readonly number[]): Sides {
  const usable = sizes.filter((size) => grams(size) > 0).toSorted((a, b) => b - a)
  const step = usable.map(grams).reduce(commonMeasure, 0) || 1
  const plates = usable.map((size) => ({ size, steps: grams(size) / step }))
  const fewest = new Uint32Array(plates.length === 0 ? 1 : Math.floor(most / step) + 1).fill(NONE)
  fewest[0] = 0
  for (const { steps } of plates)
    for (let at = steps; at < fewest.length; at++)
      if (fewest[at - steps] !== NONE) fewest[at] = Math.min(fewest[at]!, fewest[at - steps]! + 1)
  return { step, plates, fewest }
}

function commonMeasure(one: number, other: number): number {
  return other === 0 ? one : commonMeasure(other, one % other)
}

function inSteps(exact: number, step: number): number {
  const steps = Math.min(Math.round(exact / step), Math.floor(LOAD_MAX / step))
  return grams(steps * step) / 1000
}

/** In whole thousandths, so that 1.25 + 0.1 is exact. */
function grams(value: number): number {
  return Math.round(value * 1000)
}
