/** The source of the time, which a test can stop. */
export type Clock = { nowMs: () => number }

/** The clock of this machine. */
export const systemClock: Clock = { nowMs: () => Date.now() }
