/**
 * Whether the network is there, as the banner shows it. `unknown` until somebody answered or the radio stayed away: a
 * cold start shows nothing it does not know.
 */
export type Connectivity = {
  state: 'unknown' | 'online' | 'offline'
  /** Since when the radio is away (monotonic ms), or null. */
  radioLostAtMs: number | null
  /** Requests that nobody answered, in a row, and when the first of them failed. */
  failures: number
  firstFailureAtMs: number
  /** A proxy in between asked for a password of its own, and since then let no request with our sign-in through. */
  keptOut: boolean
}

export const RADIO_LOST_MS = 2_500
export const FAILURES_MIN = 3
export const FAILURES_MS_MIN = 10_000

export type Sign =
  | { kind: 'radio'; connected: boolean | null }
  /** A request ended: answered by our API (with whatever status), or by nobody. */
  | { kind: 'request'; answered: boolean; keptOut?: boolean | null }
  /** Time passed. */
  | { kind: 'tick' }

export const unknownConnectivity: Connectivity = { state: 'unknown', radioLostAtMs: null, failures: 0, firstFailureAtMs: 0, keptOut: false }

/** The state after one more sign. Slow to say *offline*, quick to say *online*: one answer clears it. Without a radio one failure is enough. */
export function connectivityAfter(before: Connectivity, sign: Sign, nowMs: number): Connectivity {
  switch (sign.kind) {
    case 'radio': {
      if (sign.connected === null) return before
      // Requests that failed for want of a radio say nothing about the server.
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

/** Offline although there is a radio: requests go out, and nobody answers. */
export function isSilent({ state, radioLostAtMs, failures }: Connectivity): boolean {
  return state === 'offline' && radioLostAtMs === null && failures >= FAILURES_MIN
}
