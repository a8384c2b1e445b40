import { deleteAccountHere, signOutOf } from '../sync/account/accounts.ts'
import type { Engine } from '../sync/engine/engine.ts'
import type { Network } from '../sync/device/network.ts'
import type { Platform } from '../sync/device/ports.ts'
import { isUnsent, unsentOf } from '../sync/engine/unsent.ts'
import { unsentOfOthers } from '../sync/device/unsentHere.ts'
import type { AccountParts, AccountState, Leaving } from './accountState.ts'
import { forgetSettings } from './settingsStore.ts'

/** How long signing out tries to send first. */
export const LEAVE_MS = 10_000

type WaysOut = Pick<AccountState, 'leave' | 'stay' | 'signOut' | 'deleteAndSignOut'>

/** The ways out of an account: what can be sent is sent, the rest is asked about. */
export function waysOut({ platform, network, logouts, get, set, goOut, storageFailed }: AccountParts): WaysOut {
  return {
    leave() {
      const { phase, leaving } = get()
      if (phase.at !== 'ready' || leaving) return
      const { engine } = phase
      const before = unsentOf(engine)
      if (!isUnsent(before)) return get().signOut()
      const left: Leaving = { at: 'sending', unsent: before }
      set({ leaving: left })
      sendFor(engine, platform.clock, network, () => {
        // Decided otherwise meanwhile.
        if (get().leaving !== left) return
        const unsent = unsentOf(engine)
        if (isUnsent(unsent)) set({ leaving: { at: 'asking', unsent } })
        else get().signOut()
      })
    },
    stay: () => set({ leaving: null }),
    signOut() {
      const signedIn = goOut()
      if (signedIn) void signOutOf(platform, logouts, signedIn).catch(storageFailed)
    },
    deleteAndSignOut() {
      const signedIn = goOut()
      if (!signedIn) return
      void deleteAccountHere(platform, logouts, signedIn).then((isGone) => {
        forgetSettings(platform.index, signedIn.account.id)
        const problem = 'Another window still holds some of it. Close it, sign in again and delete once more.'
        set({ unsentHere: unsentOfOthers(platform.index, null), ...(isGone ? {} : { problem }) })
      }, storageFailed)
    },
  }
}

/** Tries to send for ten seconds, again when a try fails; without a network only once. */
function sendFor({ outbox }: Engine, clock: Platform['clock'], network: Network, done: () => void): void {
  const endMs = clock.monoMs() + LEAVE_MS
  const attempt = (): void =>
    outbox.drain({ deadlineMs: endMs - clock.monoMs() }, ({ waiting, nextAttemptInMs }) => {
      const isLast = nextAttemptInMs === null || clock.monoMs() + nextAttemptInMs >= endMs
      if (waiting === 0 || isLast || network.state() === 'offline') return done()
      clock.after(nextAttemptInMs, attempt)
    })
  attempt()
}
