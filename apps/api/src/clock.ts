/** Where the time comes from, so that a test can hold it still. */
export type Clock = { nowMs: () => number }

/** The clock of this machine. */
export const systemClock: Clock = { nowMs: () => Date.now() }
