import type { Cancel, Clock, Guard } from '@holdfast/journal'
import { connectivityAfter, isSilent, RADIO_LOST_MS, unknownConnectivity, type Connectivity, type Sign } from './connectivity.ts'

/** Follows the signs of a network, and looks for it while it is away. */
export type Network = {
  state(): Connectivity['state']
  /** Offline although there is a radio: requests go out and nobody answers. */
  silent(): boolean
  /** A proxy in between asks for a password of its own, and lets nothing of ours through. */
  keptOut(): boolean
  sign(sign: Sign): void
  subscribe(listener: () => void): Cancel
}

/** Waits between looks while offline; the last one repeats. Nothing looks while online or unknown. */
export const PROBE_WAITS_MS = [2_000, 5_000, 10_000, 30_000] as const

/** `probe` asks our own API for any answer, and calls back when it ended; what it hears comes back as a sign. Never a third party's address. */
export function createNetwork(clock: Clock, probe: (ended: () => void) => void, guard: Guard): Network {
  let connectivity = unknownConnectivity
  let cancelLook: Cancel | null = null
  let looking = false
  let looks = 0
  const listeners = new Set<() => void>()

  // One look at a time: where nothing answers it takes longer than the wait for the next.
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
      // Why nobody is reached is another sentence, although it is the same state.
      if (isSilent(before) !== isSilent(connectivity) || before.keptOut !== connectivity.keptOut) tell()
      return
    }
    cancelLook?.()
    cancelLook = null
    looks = 0
    if (connectivity.state === 'offline') lookLater()
    // The radio is away and something was answered: the radio is wrong, or the request was sent before it went.
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
