/** Chance from a seed: the same seed and name give the same run of numbers, on every machine. */
export type Chance = {
  /** Uniform in [0, 1). */
  unit(): number
  /** A whole number from 0 to n - 1. */
  below(n: number): number
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  /** True this often. */
  happens(rate: number): boolean
  pick<T>(from: readonly T[]): T
  /** A UUID, version 4. */
  id(): string
}

/** `name` keeps streams apart: one more number drawn for the network moves nothing the lifter does. */
export function chanceOf(seed: number, name: string): Chance {
  const next = sfc32(seed, hashOf(name))
  const unit = (): number => next() / 2 ** 32
  const below = (n: number): number => Math.floor(unit() * n)
  return {
    unit,
    below,
    between: (from, to) => from + below(to - from + 1),
    happens: (rate) => unit() < rate,
    pick: (from) => from[below(from.length)]!,
    id() {
      const a = hex(next())
      const b = hex(next())
      const c = hex(next())
      const d = hex(next())
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${'89ab'[next() & 3]}${c.slice(1, 4)}-${c.slice(4)}${d}`
    },
  }
}

const hex = (number: number): string =>
  BYTES[number >>> 24]! + BYTES[(number >>> 16) & 0xff]! + BYTES[(number >>> 8) & 0xff]! + BYTES[number & 0xff]!
/** Every byte as two hex digits. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, and passes its tests of randomness. */
function sfc32(seed: number, stream: number): () => number {
  let a = seed >>> 0
  let b = Math.floor(seed / 2 ** 32) >>> 0
  let c = stream >>> 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) >>> 0) + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0
    return sum
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string, from = 0x811c9dc5): number {
  let hash = from
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
