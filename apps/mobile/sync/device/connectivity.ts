/**
 * The state of the network, as the banner shows it. It is `unknown` until a request was answered or the radio stayed away: a cold start
 * must not show what it does not know.
 */
export type Connectivity = {
  state: 'unknown' | 'online' | 'offline'
  /** Since when the radio is away (monotonic ms), or null. */
  radioLostAtMs: number | null
  /** How many requests in a row were unanswered, and when the first of them failed (monotonic ms). */
  failures: number
  firstFailureAtMs: number
  /** A proxy asked for a password of its own, and has let no request with our sign-in through since. */
  keptOut: boolean
}

/** How many ms the radio must be away before the device is offline. */
export const RADIO_LOST_MS = 2_500
/** Offline with a radio: at least this many unanswered requests in a row, over at least this many ms. */
export const FAILURES_MIN = 3
export const FAILURES_MS_MIN = 10_000

/** Something that shows the state of the network. */
export type Sign =
  | { kind: 'radio'; connected: boolean | null }
  /** A request ended: answered by our API (with any status), or unanswered. */
  | { kind: 'request'; answered: boolean; keptOut?: boolean | null }
  /** Time passed. */
  | { kind: 'tick' }

/** The state at a cold start. */
export const unknownConnectivity: Connectivity = { state: 'unknown', radioLostAtMs: null, failures: 0, firstFailureAtMs: 0, keptOut: false }

/**
 * The state after one more sign. It is slow to become offline: that takes several failures, or one without a radio. One answer makes it
 * online.
 */
export function connectivityAfter(before: Connectivity, sign: Sign, nowMs: number): Connectivity {
  switch (sign.kind) {
    case 'radio': {
      if (sign.connected === null) return before
      // Requests that failed because there was no radio show nothing about the server.
      if (sign.connected) return before.radioLostAtMs === null ? before : { ...before, radioLostAtMs: null, failures: 0 }
      return { ...before, radioLostAtMs: before.radioLostAtMs ?? nowMs }
    }
    case 'request': {
      const keptOut = sign.keptOut ?? before.keptOut
      if (sign.answered) return { ...before, state: 'online', failures: 0, keptOut }
      const failures = before.failures + 1
      const firstFailureAtMs = before.failures === 0 ? nowMs : before.firstFailureAtMs
      const silent = failures >= FAILURES_MIN && nowMs - firstFailureAtMs >= FAILURES_MS_MIN
      const gone = silent || isRadioGone(before, nowMs)
      return { ...before, failures, firstFailureAtMs, keptOut, state: gone ? 'offline' : before.state }
    }
    case 'tick':
      return isRadioGone(before, nowMs) ? { ...before, state: 'offline' } : before
  }
}

const isRadioGone = ({ radioLostAtMs }: Connectivity, nowMs: number): boolean =>
  radioLostAtMs !== null && nowMs - radioLostAtMs >= RADIO_LOST_MS

/** Offline although there is a radio: requests are sent, and unanswered. */
export function isSilent({ state, radioLostAtMs, failures }: Connectivity): boolean {
  return state === 'offline' && radioLostAtMs === null && failures >= FAILURES_MIN
}
