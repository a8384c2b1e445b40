import type { Clock } from '@holdfast/journal'

/** The device's clocks and timers. */
export const deviceClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after(delayMs, callback) {
    // A longer delay overflows a 32-bit timer and would fire at once.
    const timer = setTimeout(callback, Math.min(delayMs, 2_147_483_647))
    return () => clearTimeout(timer)
  },
}
