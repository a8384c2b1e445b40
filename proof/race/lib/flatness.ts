import { chanceFrom } from '@holdfast/tools/chance'
import { median } from '@holdfast/tools/median'

export type Flatness = { middle: number; low: number; high: number }

/**
 * How much more a thing costs at the last length than at the first: the ratio of each round, so that what disturbs a round disturbs both
 * sides of it. `middle` is their median; between `low` and `high` lie nine of ten medians had the rounds been drawn anew.
 */
export function flatness(first: readonly number[], last: readonly number[], redraws = 2_000): Flatness {
  const ratios = first.map((cost, round) => (last[round] ?? NaN) / cost)
  // The same draws for everybody.
  const chance = chanceFrom(7)
  const medians = Array.from({ length: redraws }, () => median(ratios.map(() => chance.pick(ratios)))).sort((a, b) => a - b)
  const at = (part: number) => medians[Math.floor((redraws - 1) * part)] ?? NaN
  return { middle: median(ratios), low: at(0.05), high: at(0.95) }
}
