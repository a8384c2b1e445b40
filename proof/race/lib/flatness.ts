import { median } from '@holdfast/tools/median'

export type Flatness = { middle: number; low: number; high: number }

/**
 * How much more a thing costs at the last length than at the first: the ratio of each round, so that what disturbs a round disturbs both
 * sides of it. `middle` is their median; between `low` and `high` lie nine of ten medians had the rounds been drawn anew.
 */
export function flatness(first: readonly number[], last: readonly number[], redraws = 2_000): Flatness {
  const ratios = first.map((cost, round) => (last[round] ?? NaN) / cost)
  const next = chance()
  const medians = Array.from({ length: redraws }, () => median(ratios.map(() => ratios[Math.floor(next() * ratios.length)] ?? NaN))).sort(
    (a, b) => a - b,
  )
  const at = (part: number) => medians[Math.floor((redraws - 1) * part)] ?? NaN
  return { middle: median(ratios), low: at(0.05), high: at(0.95) }
}

/** The same draws for everybody (mulberry32). */
function chance(seed = 7): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), 1 | state)
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32
  }
}
