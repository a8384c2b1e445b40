import type { Clock } from '@holdfast/journal'

/**
 * The clock that stamps what a lifter does: the device's, corrected by what the server last told, and never backwards on
 * this device. Two edits of one thing are therefore in the order they were made, whatever the device believes.
 */
export type DeviceClock = {
  /** A new stamp, RFC 3339, later than every one before. */
  loggedAt(): string
  /** Takes in the server's time as of `heardAtMs` on this device's wall clock. */
  heard(serverTime: string, heardAtMs: number): void
  /** A stamp seen in the journal or given by the server: ours will be later. */
  saw(loggedAt: string): void
}

export function createDeviceClock(clock: Clock): DeviceClock {
  let offsetMs = 0
  let lastMs = 0
  return {
    loggedAt() {
      lastMs = Math.max(clock.wallMs() + offsetMs, lastMs + 1)
      return new Date(lastMs).toISOString()
    },
    heard(serverTime, heardAtMs) {
      offsetMs = Date.parse(serverTime) - heardAtMs
    },
    saw(loggedAt) {
      lastMs = Math.max(lastMs, Date.parse(loggedAt))
    },
  }
}

/**
 * What `Sent-At` says for an operation: now, on the very clock that stamped its `logged_at`. The server corrects by the
 * difference to its own, so a clock that was hours off when the set was lifted costs nothing. Null for what another app stamped:
 * there is no such clock here, and the server takes it at its word.
 */
export function sentAt(clock: Clock, operation: { body: unknown; createdAt: number; stampedElsewhere?: boolean }): string | null {
  if (operation.stampedElsewhere) return null
  const loggedAt = (operation.body as { logged_at?: string }).logged_at
  const correctionMs = loggedAt === undefined ? 0 : Date.parse(loggedAt) - operation.createdAt
  return new Date(clock.wallMs() + correctionMs).toISOString()
}
