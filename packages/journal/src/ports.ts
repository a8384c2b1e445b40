/** Cancels what was asked for. A late or a second call does nothing. */
export type Cancel = () => void

/**
 * The clock that the caller supplies. `wallMs` is the device's time in ms since 1970, and may jump. `monoMs` never goes backwards; every
 * delay is measured with it. `after` calls `callback` once, `delayMs` later.
 */
export interface Clock {
  wallMs(): number
  monoMs(): number
  after(delayMs: number, callback: () => void): Cancel
}

/** Random values that the caller supplies: `id` is a new UUID, `unit` is uniform in [0, 1). */
export interface Random {
  id(): string
  unit(): number
}

/**
 * The other processes that append to the same media, for instance browser tabs. `announce` tells them that there is a new record;
 * `onAnnounced` calls back when one of them announced, never for this process itself.
 */
export interface Neighbours {
  announce(): void
  onAnnounced(callback: () => void): Cancel
}
