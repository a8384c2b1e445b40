import type { Arrival } from './arrival.ts'
import { CLOCK_WRONG_MS, effectiveMs } from './arrival.ts'

/**
 * What a device said about the same session, around a word of it that arrives now. `after`: the latest that anything it said earlier
 * counts from. `before`: the latest this one may count from to stand as long before all it said later as it was said before that, up to
 * `APART_MS_MAX`: so there is room between them for what else is late. `until`: the earliest that anything it said later counts from.
 * Unix epoch, ms; null where there is nothing.
 */
export type OwnWords = { after: number | null; before: number | null; until: number | null }

export const APART_MS_MAX = 60_000

/** A word that counts: when its device said it, by its own clock, and from when it counts. Unix epoch, ms. */
export type OwnWord = { saidMs: number; countsMs: number }

/** A word that counts, of any device. */
export type SessionWord = OwnWord & { isOwn: boolean }

/** What stands around a word that was said then, among all its device said about the session. The API asks its receipts the same in SQL. */
export function ownWordsAround(saidMs: number, words: readonly OwnWord[]): OwnWords {
  const earlier = words.filter((word) => word.saidMs < saidMs).map(({ countsMs }) => countsMs)
  const later = words.filter((word) => word.saidMs > saidMs)
  const least = (moments: readonly number[]): number | null => (moments.length > 0 ? Math.min(...moments) : null)
  return {
    after: earlier.length > 0 ? Math.max(...earlier) : null,
    before: least(later.map((word) => word.countsMs - Math.min(word.saidMs - saidMs, APART_MS_MAX))),
    until: least(later.map(({ countsMs }) => countsMs)),
  }
}

/** Nothing is held up longer than this on its way, in ms. */
export const HELD_UP_MS_MAX = 600_000

/**
 * The arrival that keeps the words of one device in the order they were said. A wrong clock is corrected by when a request arrives, so
 * the way here is in the correction: a set that travelled slowly would count from after its own correction. The device itself knows
 * better, for its stamps only go forward, also when its clock is set while something waits. Words of other devices are not moved.
 *
 * A device that lost its journal and then set its clock back stamps from before what it said once: that is not held below it.
 */
export function arrivalAmongOwn(arrival: Arrival, loggedAt: string, { after, before, until }: OwnWords): Arrival {
  const countsMs = effectiveMs(loggedAt, arrival)
  const fromMs = after !== null ? after + 1 : -Infinity
  const isLate = before !== null && until !== null && countsMs - before < HELD_UP_MS_MAX
  const movedMs = isLate ? Math.min(Math.max(fromMs, Math.min(countsMs, before)), until) : Math.max(fromMs, countsMs)
  if (movedMs === countsMs) return arrival
  return { receivedAtMs: Math.max(arrival.receivedAtMs, movedMs), shiftMs: movedMs - Date.parse(loggedAt) }
}

/**
 * From when a word counts among those of its device, Unix epoch in ms, where it arrived so and was placed so; null for one that came
 * from the future without a word of a wrong clock: it says nothing of what was said before and after it.
 */
export function countsAmongOwn(loggedAt: string, arrived: Arrival, placed: Arrival): number | null {
  const isOfTheFuture = arrived.shiftMs === 0 && Date.parse(loggedAt) - arrived.receivedAtMs > CLOCK_WRONG_MS
  return isOfTheFuture ? null : effectiveMs(loggedAt, placed)
}
