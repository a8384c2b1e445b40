import type { Arrival } from './arrival.ts'
import { CLOCK_WRONG_MS, effectiveMs } from './arrival.ts'

/**
 * The statements of one sign-in about a session, around a statement that arrives now. Unix epoch, ms; null if there is none.
 * `after`: the latest moment from which an earlier statement counts. `until`: the earliest moment from which a later statement counts.
 * `before`: the latest moment for the new one that keeps its distance to every later statement, up to `APART_MS_MAX`. So there is room
 * between them for other statements that arrive late.
 */
export type StatementBounds = { after: number | null; before: number | null; until: number | null }

/** The most distance that is kept between two statements, in ms. See `StatementBounds`. */
export const APART_MS_MAX = 60_000

/** A statement that counts: its stamp, by the clock of its device, and from when it counts. Unix epoch, ms. */
export type OwnStatement = { saidMs: number; countsMs: number }

/** A statement that counts, of any device. `isOwn`: of the same sign-in. */
export type SessionStatement = OwnStatement & { isOwn: boolean }

/**
 * The `StatementBounds` around a statement with the stamp `saidMs`. `words` are the statements of its sign-in. The API computes the same in SQL from
 * the receipts.
 */
export function boundsAround(saidMs: number, words: readonly OwnStatement[]): StatementBounds {
  const earlier = words.filter((word) => word.saidMs < saidMs).map(({ countsMs }) => countsMs)
  const later = words.filter((word) => word.saidMs > saidMs)
  const least = (moments: readonly number[]): number | null => (moments.length > 0 ? Math.min(...moments) : null)
  return {
    after: earlier.length > 0 ? Math.max(...earlier) : null,
    before: least(later.map((word) => word.countsMs - Math.min(word.saidMs - saidMs, APART_MS_MAX))),
    until: least(later.map(({ countsMs }) => countsMs)),
  }
}

/** The longest that a request may be held up, in ms. A longer delay means another clock. */
export const HELD_UP_MS_MAX = 600_000

/**
 * The arrival that keeps the statements of one sign-in in the order in which they were made. A wrong clock is corrected by the time of arrival,
 * so the travel time is in the correction. A slow set would count from after its correction. The stamps of a device only go forward, also when
 * its clock is set while something waits, so they give the order. Statements of other devices are not moved.
 *
 * A device that lost its journal and set its clock back has stamps from before its earlier statements. Those are not placed before them.
 */
export function arrivalAmongOwn(arrival: Arrival, loggedAt: string, { after, before, until }: StatementBounds): Arrival {
  const countsMs = effectiveMs(loggedAt, arrival)
  const fromMs = after !== null ? after + 1 : -Infinity
  const isLate = before !== null && until !== null && countsMs - before < HELD_UP_MS_MAX
  const movedMs = isLate ? Math.min(Math.max(fromMs, Math.min(countsMs, before)), until) : Math.max(fromMs, countsMs)
  if (movedMs === countsMs) return arrival
  return { receivedAtMs: Math.max(arrival.receivedAtMs, movedMs), shiftMs: movedMs - Date.parse(loggedAt) }
}

/**
 * From when a statement counts among those of its sign-in, Unix epoch in ms. `arrived` is its arrival, `placed` that of `arrivalAmongOwn`. Null
 * for a stamp in the future without a correction: it gives no order.
 */
export function countsAmongOwn(loggedAt: string, arrived: Arrival, placed: Arrival): number | null {
  const isOfTheFuture = arrived.shiftMs === 0 && Date.parse(loggedAt) - arrived.receivedAtMs > CLOCK_WRONG_MS
  return isOfTheFuture ? null : effectiveMs(loggedAt, placed)
}
