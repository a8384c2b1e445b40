import { instantSchema } from '../time.ts'

/** When a request came in, and by how much the clock of its device is behind ours. Times in milliseconds. */
export type Arrival = { receivedAtMs: number; shiftMs: number }

/**
 * Below this, in ms, a difference may be the network as well as the clock: the app gives an answer 15 s. Correcting for it would
 * let a set that travelled slowly overtake the lifter's next edit.
 */
export const CLOCK_WRONG_MS = 30_000
const EARLIEST_MS = Date.UTC(2015, 0, 1)
// What PostgreSQL and JavaScript both write with a four-digit year, in every time zone.
const STORABLE_MS = { min: Date.UTC(1970, 0, 2), max: Date.UTC(9999, 11, 30) }

/** Compares the `Sent-At` of a request with our own clock. Without a readable one, the device is taken at its word. */
export function arrivalOf(sentAt: string | undefined, receivedAtMs: number): Arrival {
  const sent = instantSchema.safeParse(sentAt)
  const shiftMs = sent.success ? receivedAtMs - Date.parse(sent.data) : 0
  return { receivedAtMs, shiftMs: Math.abs(shiftMs) > CLOCK_WRONG_MS ? shiftMs : 0 }
}

/**
 * The `logged_at` that counts: corrected by the arrival's shift, and never in the future, where it would win against
 * everything to come. A wrong clock is corrected, never refused.
 */
export function effectiveMs(loggedAt: string, { receivedAtMs, shiftMs }: Arrival): number {
  const corrected = Date.parse(loggedAt) + shiftMs
  return Math.max(EARLIEST_MS, Math.min(corrected, receivedAtMs))
}

/** An instant as it is stored: UTC, to the millisecond, within the years both sides can write. */
export function storedInstant(instant: string): string {
  return isoOf(Math.max(STORABLE_MS.min, Math.min(Date.parse(instant), STORABLE_MS.max)))
}

/** A day as it is stored: within the same years. A phone that has lost its clock may name any. */
export function storedDay(day: string): string {
  return storedInstant(`${day}T00:00:00Z`).slice(0, 10)
}

/** Milliseconds as an RFC 3339 instant. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
