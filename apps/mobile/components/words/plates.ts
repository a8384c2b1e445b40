import { inKilograms, KG_PER_LB } from '@holdfast/contract'
import type { Weight } from '@holdfast/contract'
import { number } from './amounts.ts'
import { cellText } from './decimalMark.ts'

/** What a weight is made of in one unit: the bar, the plates there are (pairs of each without end), and one step. */
export type Rack = { bar: number; plates: readonly number[]; step: number }

/** What goes on each side of a bar, heaviest first; `short` is what the plates cannot make up, both sides together. */
export type Loaded = { kind: 'loaded'; each: readonly number[]; short: number } | { kind: 'lighterThanBar' }

/** The plates for a weight, heaviest first as long as they fit. What is left over is said, never rounded away. */
export function platesFor(target: number, { bar, plates }: Pick<Rack, 'bar' | 'plates'>): Loaded {
  if (target < bar) return { kind: 'lighterThanBar' }
  const each: number[] = []
  let left = grams(target - bar)
  for (const plate of [...plates].sort((a, b) => b - a)) {
    if (plate <= 0) continue
    const pair = grams(plate * 2)
    const pairs = Math.floor(left / pair)
    each.push(...Array.from({ length: pairs }, () => plate))
    left -= pairs * pair
  }
  return { kind: 'loaded', each, short: left / 1000 }
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

/** Whether a lift is done with a bar, as far as its name tells; the lifter has the last word. */
export function seemsBarbell(name: string): boolean {
  if (
    /dumbbell|kettlebell|\bdb\b|\bkb\b|machine|cable|smith|goblet|leg press|seated row|body ?weight|band|pistol|push.?up|split squat|bench dip/i.test(
      name,
    )
  )
    return false
  return /barbell|squat|bench|deadlift|press|\brow|clean|snatch|good morning|hip thrust/i.test(name)
}

/** A weight in the other unit, as near as can be loaded: on a bar with its plates, else in steps. */
export function inUnit(weight: Weight, unit: Weight['unit'], rack: Rack, onBar: boolean): Weight {
  if (weight.unit === unit) return weight
  const kilograms = inKilograms(weight)
  const exact = unit === 'kg' ? kilograms : kilograms / KG_PER_LB
  return { value: onBar ? loadable(exact, rack) : inSteps(exact, rack.step), unit }
}

/** The nearest weight the plates can make. Below the bar there are only steps. */
function loadable(exact: number, rack: Rack): number {
  const loaded = platesFor(exact, rack)
  const smallest = Math.min(...rack.plates.filter((plate) => plate > 0))
  if (loaded.kind === 'lighterThanBar' || !Number.isFinite(smallest)) return inSteps(exact, rack.step)
  const below = exact - loaded.short
  const above = below + smallest * 2
  return grams(exact - below <= above - exact ? below : above) / 1000
}

function inSteps(exact: number, step: number): number {
  return grams(Math.round(exact / step) * step) / 1000
}

/** In whole thousandths, so that 1.25 + 0.1 is what it should be. */
function grams(value: number): number {
  return Math.round(value * 1000)
}
