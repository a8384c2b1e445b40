import type { Cancel, Clock } from '@holdfast/journal'
import type { Lifecycle } from './ports.ts'

/** Time that only goes forward, whatever is done to the wall clock. */
export type AwakeClock = { nowMs(): number; stop: Cancel }

/**
 * The monotonic clock of this process, and the time the device slept, which most systems leave out of it. In the background a wall clock
 * that got ahead is taken for sleep; while the app is looked at the device does not sleep, and the clock was set.
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
