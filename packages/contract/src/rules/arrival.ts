import { instantSchema } from '../time.ts'

/** When a request arrived (Unix epoch, ms), and how far the device's clock is behind the server's (ms). 0 if it counts as right. */
export type Arrival = { receivedAtMs: number; shiftMs: number }

/**
 * A difference up to this, in ms, counts as travel time and is not corrected: the app waits 15 s for an answer. Correcting it would let a
 * slow set overtake the lifter's next edit.
 */
export const CLOCK_WRONG_MS = 30_000
const EARLIEST_MS = Date.UTC(2015, 0, 1)
// What PostgreSQL and JavaScript both write with a four-digit year, in every time zone.
const STORABLE_MS = { min: Date.UTC(1970, 0, 2), max: Date.UTC(9999, 11, 30) }

/** Compares `Sent-At` with the server's clock. Without a valid `Sent-At` nothing is corrected (`shiftMs` is 0). */
export function arrivalOf(sentAt: string | undefined, receivedAtMs: number): Arrival {
  const sent = instantSchema.safeParse(sentAt)
  const shiftMs = sent.success ? receivedAtMs - Date.parse(sent.data) : 0
  return { receivedAtMs, shiftMs: Math.abs(shiftMs) > CLOCK_WRONG_MS ? shiftMs : 0 }
}

/**
 * The `logged_at` that counts, Unix epoch in ms. It is corrected by the arrival's shift and limited to the moment of arrival: one in the
 * future would win against every later change. A wrong clock is corrected, never rejected.
 */
export function effectiveMs(loggedAt: string, { receivedAtMs, shiftMs }: Arrival): number {
  const corrected = Date.parse(loggedAt) + shiftMs
  return Math.max(EARLIEST_MS, Math.min(corrected, receivedAtMs))
}

/** An instant as it is stored: UTC, in ms, within the years that PostgreSQL and JavaScript can both write. */
export function storedInstant(instant: string): string {
  return isoOf(Math.max(STORABLE_MS.min, Math.min(Date.parse(instant), STORABLE_MS.max)))
}

/** A local day as it is stored, within the same years. A phone with a reset clock may send any day. */
export function storedDay(day: string): string {
  return storedInstant(`${day}T00:00:00Z`).slice(0, 10)
}

/** Unix epoch milliseconds as an RFC 3339 instant in UTC. Throws a RangeError outside the range of `Date`. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
