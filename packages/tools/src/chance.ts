/** Random values from a seed: the same seed gives the same values. */
export type Chance = ReturnType<typeof chanceFrom>

/** Makes a generator from a seed (mulberry32). Not for secrets. */
export function chanceFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    /** From 0 to under 1. */
    next,
    /** A whole number from 0 to under the limit. */
    below,
    happens: (share: number) => next() < share,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new Error('there is nothing to pick from')
      return from[below(from.length)] as T
    },
    /** The same values in another order. */
    shuffled<T>(things: readonly T[]): T[] {
      const order = [...things]
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1)
        ;[order[last], order[other]] = [order[other] as T, order[last] as T]
      }
      return order
    },
    /** A version 4 UUID. */
    uuid(): string {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16))
      hex[12] = '4'
      hex[16] = '89ab'[below(4)] as string
      return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    },
  }
}
