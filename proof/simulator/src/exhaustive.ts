import type { Act, Day, Death } from './day.ts'
import { noRates } from './faults.ts'
import type { Fate } from './network.ts'

/** What may become of a request in the exhaustive tier. */
export const FATES: readonly Fate[] = ['applied', 'requestLost', 'answerLost', 'busy', 'captivePortal']
const HOWS = ['dieBefore', 'dieTorn', 'dieAfter'] as const
/** More writes than the workout makes, also after a death and a request that failed: the test counts them. */
export const WRITES_MAX = 18

/** The shortest workout there is: start, two ✓, finish. One phone with the two media of a phone, and nothing left to chance. */
export function shortDay(deaths: readonly Death[], fates: readonly Fate[]): Day {
  const acts: Act[] = [
    { atMs: 1_000, phone: 0, kind: 'start', session: 0 },
    { atMs: 3_000, phone: 0, kind: 'tick', sets: 1, gapMs: 0, reps: 5, rpe: false },
    { atMs: 6_000, phone: 0, kind: 'tick', sets: 1, gapMs: 0, reps: 6, rpe: false },
    { atMs: 9_000, phone: 0, kind: 'finish' },
  ]
  return { seed: 1, phones: [{ kind: 'native', skewMs: 0 }], twoAccounts: false, rates: noRates, acts, healsAtMs: 20_000, deaths, fates }
}

/** A part of everything that can happen: so many days, each found by its number. */
export type Part = { readonly name: string; readonly size: number; dayOf(index: number): Day }

/** Every set of `deaths` crash points with every outcome of the first `requests` requests that carry operations. */
export function partOf(deaths: 0 | 1 | 2, requests: number): Part {
  const points = WRITES_MAX * HOWS.length
  const pairs = (WRITES_MAX * (WRITES_MAX - 1) * HOWS.length ** 2) / 2
  const crashes = [1, points, pairs][deaths]!
  const outcomes = FATES.length ** requests
  const deathOf = (point: number): Death => ({ phone: 0, write: 1 + Math.floor(point / HOWS.length), how: HOWS[point % HOWS.length]! })
  const deathsOf = (index: number): Death[] => {
    if (deaths === 0) return []
    if (deaths === 1) return [deathOf(index)]
    const pair = Math.floor(index / HOWS.length ** 2)
    // Pair number n of writes a < b, counted 01, 02, 12, 03 …
    const b = Math.floor((1 + Math.sqrt(1 + 8 * pair)) / 2)
    const a = pair - (b * (b - 1)) / 2
    const how = index % HOWS.length ** 2
    return [deathOf(a * HOWS.length + Math.floor(how / HOWS.length)), deathOf(b * HOWS.length + (how % HOWS.length))]
  }
  const fatesOf = (index: number): Fate[] => {
    const fates: Fate[] = []
    for (let left = index, n = 0; n < requests; n++, left = Math.floor(left / FATES.length)) fates.push(FATES[left % FATES.length]!)
    return fates
  }
  return {
    name: `${['no crash', 'every crash', 'every pair of crashes'][deaths]!} × every outcome of the first ${requests} requests`,
    size: crashes * outcomes,
    dayOf: (index) => shortDay(deathsOf(Math.floor(index / outcomes)), fatesOf(index % outcomes)),
  }
}

/** Deaths and requests of each part: what takes minutes, and everything there is. */
export const partsOf = (all: boolean): (readonly [deaths: 0 | 1 | 2, requests: number])[] => [
  [0, 4],
  [1, 4],
  [2, all ? 4 : 2],
]
