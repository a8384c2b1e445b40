import { CLOCK_WRONG_MS } from '@holdfast/contract'
import type { Clock } from '@holdfast/journal'

/**
 * The clock for what a lifter does: this device's clock, corrected by the server's last answer. `now` is a time and follows every
 * correction. `loggedAt` is an order: it never goes backwards on this device, so two edits of one thing keep their order, whatever the
 * clock does. After a clock that was ahead, it stays ahead.
 */
export type DeviceClock = {
  /** Now, Unix epoch in ms: this device's time, corrected. */
  nowMs(): number
  /** The same as RFC 3339. */
  now(): string
  /** Whether `now` is the server's time: this process received an answer, and this device's clock was not set since. */
  isKnown(): boolean
  /** A new stamp, RFC 3339, for what was done now or at `doneAtMs`. It is never earlier than that, and later than every stamp before. */
  loggedAt(doneAtMs?: number): string
  /**
   * Corrects the clock by the server's time in an answer to a request of `askedAtMs` (this device's wall clock). The answer proves only
   * that the server's clock showed that time at some moment since then. So an answer that was read late, because the app was frozen,
   * changes nothing that is consistent with it.
   */
  heard(serverTime: string, askedAtMs: number): void
  /** A stamp from the journal or the server: new stamps are later. */
  saw(loggedAt: string): void
  /**
   * The `Sent-At` of an operation: now, by the clock that stamped its `logged_at`. The server corrects by the difference to its own clock,
   * so a set that was stamped by a clock hours off gets the right time. Null when nothing must be corrected: the stamp comes from another
   * app, or this device knows that it is right. Then `Sent-At` would do harm, because a request that is delayed on its way looks to the
   * server like a wrong clock.
   */
  sentAt(operation: { body: unknown; createdAt: number; stampedElsewhere?: boolean }): string | null
}

/** A wall clock that moved by more than this against the monotonic one was set. What the server said before then no longer counts. */
const SET_MS = 2_000

export function createDeviceClock(clock: Clock): DeviceClock {
  let offsetMs = 0
  let lastMs = 0
  let heardDriftMs: number | null = null
  const driftMs = (): number => clock.wallMs() - clock.monoMs()
  /**
   * By how many ms the wall clock was set back since the server's last answer: `nowMs` must not follow that. A clock that was set forward
   * cannot be told from a device that slept, because most systems stop the monotonic clock then.
   */
  const setBackMs = (): number => Math.max(0, (heardDriftMs ?? -Infinity) - driftMs())
  const nowMs = (): number => clock.wallMs() + offsetMs + setBackMs()
  /** The server's time in ms. Null when this process received none, or when this device's clock was set since. */
  const serverNowMs = (): number | null => (heardDriftMs !== null && Math.abs(driftMs() - heardDriftMs) < SET_MS ? nowMs() : null)
  return {
    nowMs,
    now: () => new Date(nowMs()).toISOString(),
    isKnown: () => serverNowMs() !== null,
    loggedAt(doneAtMs = nowMs()) {
      lastMs = Math.max(doneAtMs, lastMs + 1)
      return new Date(lastMs).toISOString()
    },
    heard(serverTime, askedAtMs) {
      const heardAtMs = clock.wallMs()
      const aheadMs = Date.parse(serverTime) - heardAtMs
      const tookMs = Math.max(0, heardAtMs - askedAtMs)
      const believedMs = Math.max(aheadMs, Math.min(offsetMs + setBackMs(), aheadMs + tookMs))
      if (tookMs < CLOCK_WRONG_MS) heardDriftMs = driftMs()
      offsetMs = believedMs - setBackMs()
    },
    saw(loggedAt) {
      lastMs = Math.max(lastMs, Date.parse(loggedAt))
    },
    sentAt({ body, createdAt, stampedElsewhere }) {
      if (stampedElsewhere) return null
      const loggedAt = (body as { logged_at?: string }).logged_at
      const saidMs = clock.wallMs() + (loggedAt === undefined ? 0 : Date.parse(loggedAt) - createdAt)
      const knownMs = serverNowMs()
      if (knownMs !== null && Math.abs(knownMs - saidMs) < CLOCK_WRONG_MS) return null
      return new Date(saidMs).toISOString()
    },
  }
}
