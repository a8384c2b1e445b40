/** Cancels what was asked for. A late or a second call does nothing. */
export type Cancel = () => void

/** The clock that the caller supplies. Stamps are taken from `wallMs`; every delay is measured with `monoMs` and `after`. */
export interface Clock {
  /** The device's time: ms since 1970, may jump. */
  wallMs(): number
  /** Ms since any moment; never goes backwards. */
  monoMs(): number
  /** Calls `callback` once, `delayMs` later. The answer cancels it. */
  after(delayMs: number, callback: () => void): Cancel
}

/** Random values that the caller supplies. */
export interface Random {
  /** A new UUID. */
  id(): string
  /** Uniform in [0, 1). */
  unit(): number
}

/** [J10] The other processes that append to the same media, for instance browser tabs. */
export interface Tabs {
  /** Tells the others that there is a new record. It may be lost: the next read finds the record. */
  announce(): void
  /** Calls back when another process announced, never for this one. */
  onAnnounced(callback: () => void): Cancel
}
