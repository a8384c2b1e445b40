import type { Cancel, Clock } from '@holdfast/journal'
import type { Lifecycle } from './ports.ts'

/** A time that only goes forward, unaffected by changes of the wall clock. */
export type AwakeClock = { nowMs(): number; stop: Cancel }

/**
 * The monotonic clock of this process, plus the time that the device slept, which most systems do not count. In the background, a wall
 * clock that gained on the monotonic one shows sleep. In the foreground the device does not sleep, so a wall clock that gained was set.
 */
export function createAwakeClock(clock: Clock, lifecycle: Lifecycle): AwakeClock {
  let sleptMs = 0
  let left: { wallMs: number; monoMs: number } | null = null
  const stop = lifecycle.watch((state) => {
    const now = { wallMs: clock.wallMs(), monoMs: clock.monoMs() }
    if (state === 'background') left ??= now
    else if (left) {
      sleptMs += Math.max(0, now.wallMs - left.wallMs - (now.monoMs - left.monoMs))
      left = null
    }
  })
  return { nowMs: () => clock.monoMs() + sleptMs, stop }
}
