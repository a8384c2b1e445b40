import type { Cancel, Clock, Guard } from '@holdfast/journal'
import { connectivityAfter, isSilent, RADIO_LOST_MS, unknownConnectivity, type Connectivity, type Sign } from './connectivity.ts'

/** Follows the signs of the network, and probes while it is away. */
export type Network = {
  state(): Connectivity['state']
  /** Offline although there is a radio: requests are sent, and unanswered. */
  silent(): boolean
  /** A proxy asks for a password of its own, and lets none of our requests through. */
  keptOut(): boolean
  sign(sign: Sign): void
  subscribe(listener: () => void): Cancel
}

/** The waits between probes while offline, in ms; the last one repeats. While online or unknown, no probe is scheduled. */
export const PROBE_WAITS_MS = [2_000, 5_000, 10_000, 30_000] as const

/** `probe` sends a request to our own API, never to a third party, and calls back when it ended. What it shows arrives as a sign. */
export function createNetwork(clock: Clock, probe: (ended: () => void) => void, guard: Guard): Network {
  let connectivity = unknownConnectivity
  let cancelLook: Cancel | null = null
  let looking = false
  let looks = 0
  const listeners = new Set<() => void>()

  // One probe at a time: without an answer it takes longer than the wait for the next one.
  const look = (): void => {
    if (looking) return
    looking = true
    probe(() => {
      looking = false
      if (connectivity.state === 'offline') lookLater()
    })
  }
  const lookLater = (): void => {
    if (cancelLook) return
    const waitMs = PROBE_WAITS_MS[Math.min(looks, PROBE_WAITS_MS.length - 1)]!
    looks++
    cancelLook = clock.after(waitMs, () => {
      cancelLook = null
      look()
    })
  }

  const tell = (): void => {
    for (const listener of listeners) guard('a listener of the network', listener)
  }
  const sign = (next: Sign): void => {
    const before = connectivity
    connectivity = connectivityAfter(before, next, clock.monoMs())
    if (before.radioLostAtMs === null && connectivity.radioLostAtMs !== null) clock.after(RADIO_LOST_MS, () => sign({ kind: 'tick' }))
    if (next.kind === 'radio' && next.connected && before.state === 'offline') look()
    if (before.state === connectivity.state) {
      // The state is the same, but the banner says another sentence.
      if (isSilent(before) !== isSilent(connectivity) || before.keptOut !== connectivity.keptOut) tell()
      return
    }
    cancelLook?.()
    cancelLook = null
    looks = 0
    if (connectivity.state === 'offline') lookLater()
    // A request was answered while the radio is away: the radio's sign is wrong, or the request was sent before it.
    else if (connectivity.radioLostAtMs !== null) look()
    tell()
  }

  return {
    state: () => connectivity.state,
    silent: () => isSilent(connectivity),
    keptOut: () => connectivity.keptOut,
    sign,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
