/** Takes back what was asked for. Calling it late, or twice, does nothing. */
export type Cancel = () => void

/**
 * Time, handed in. `wallMs` is what the device believes (Unix epoch, may jump); `monoMs` only ever goes forward and is
 * what every delay is measured on; `after` calls back once, `delayMs` later.
 */
export interface Clock {
  wallMs(): number
  monoMs(): number
  after(delayMs: number, callback: () => void): Cancel
}

/** Chance, handed in: `id` is a new UUID, `unit` is uniform in [0, 1). */
export interface Random {
  id(): string
  unit(): number
}

/**
 * Other processes that append to the same media (browser tabs). `announce` says *there is something new*;
 * `onAnnounced` hears it from the others, never from oneself.
 */
export interface Neighbours {
  announce(): void
  onAnnounced(callback: () => void): Cancel
}
