import { CLOCK_WRONG_MS } from '@holdfast/contract'
import type { Clock } from '@holdfast/journal'

/**
 * The clock of what a lifter does: the device's, corrected by what the server last told. `now` is a time, and follows every correction.
 * `loggedAt` is an order: it never goes backwards on this device, so two edits of one thing are in the order they were made, whatever the
 * device believes. After a clock that was ahead it stays ahead.
 */
export type DeviceClock = {
  /** Now, Unix epoch in ms: the device's time, corrected. */
  nowMs(): number
  /** The same as RFC 3339. */
  now(): string
  /** Whether that is the server's time: an answer of it came in this process, and the clock here was not set since. */
  isKnown(): boolean
  /** A new stamp, RFC 3339, for what was done now or at a moment before: never earlier than that, and later than every one before. */
  loggedAt(doneAtMs?: number): string
  /**
   * Takes in what the server's clock said between `askedAtMs` and now, on this device's wall clock. That is all an answer proves: one that
   * was heard late, because the app was frozen meanwhile, moves nothing that fits it.
   */
  heard(serverTime: string, askedAtMs: number): void
  /** A stamp seen in the journal or given by the server: ours will be later. */
  saw(loggedAt: string): void
  /**
   * What `Sent-At` says for an operation: now, on the very clock that stamped its `logged_at`. The server corrects by the difference to
   * its own, so a clock that was hours off when the set was lifted costs nothing. Null where there is nothing to correct: for what another
   * app stamped, and for a stamp this device knows to be right. A request that is held up on its way looks to the server like a wrong clock.
   */
  sentAt(operation: { body: unknown; createdAt: number; stampedElsewhere?: boolean }): string | null
}

/** A wall clock that moved against the monotonic one by more than this was set; what was heard before says nothing any more. */
const SET_MS = 2_000

export function createDeviceClock(clock: Clock): DeviceClock {
  let offsetMs = 0
  let lastMs = 0
  let heardDriftMs: number | null = null
  const driftMs = (): number => clock.wallMs() - clock.monoMs()
  /**
   * By how much the wall clock was set back since the last answer of the server: that moves no time. A clock that was set forward cannot be told from a
   * device that slept, for most systems stop the monotonic clock then.
   */
  const setBackMs = (): number => Math.max(0, (heardDriftMs ?? -Infinity) - driftMs())
  const nowMs = (): number => clock.wallMs() + offsetMs + setBackMs()
  /** The server's clock as far as this process was told; null when it was not, or the clock here was set since. */
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
