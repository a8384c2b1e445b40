import type { Account, LoginBody, RegisterBody, SignedIn } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Api } from '../sync/server/api.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { createLogouts, type Logouts } from '../sync/account/logouts.ts'
import type { Network } from '../sync/device/network.ts'
import type { Platform } from '../sync/device/ports.ts'
import type { Unsent } from '../sync/engine/unsent.ts'
import { unsentOfOthers, type UnsentHere } from '../sync/device/unsentHere.ts'
import { followOtherTabs } from './followOtherTabs.ts'
import type { SessionState } from './sessionStore.ts'
import type { SettingsState } from './settingsStore.ts'
import type { SyncState } from './syncStore.ts'
import { waysIn } from './waysIn.ts'
import { waysOut } from './waysOut.ts'
import { sentenceOf } from '../sync/device/sentenceOf.ts'

/** Where the app stands. Only `ready` has stores. */
export type Phase =
  | { at: 'starting' }
  /** `isLost`: storage answers, and has nothing of the history that was here. */
  | { at: 'storageUnavailable'; why: string; isLost: boolean }
  | { at: 'signedOut' }
  | { at: 'ready'; account: Account; engine: Engine; session: StoreApi<SessionState>; sync: StoreApi<SyncState> }

/** What another tab of this browser did to the sign-in: whether it signed this one out, and who is signed in there now. */
export type OtherTab = { signedOut: boolean; account: Account | null }

/** On the way out: sending what can be sent, then asking about the rest. */
export type Leaving = { at: 'sending'; unsent: Unsent } | { at: 'asking'; unsent: Unsent }

export type AccountState = {
  phase: Phase
  /** At the door: what another tab did. */
  otherTab: OtherTab
  /** What waits on this device for accounts that are not signed in. */
  unsentHere: readonly UnsentHere[]
  /** What the server said of itself; null until it was heard. */
  server: { demo: boolean } | null
  /** A sign-in is under way. */
  busy: boolean
  /** Why the last sign-in failed, as a sentence. */
  problem: string | null
  /** Signs in, also again for the same account while logging goes on. */
  signIn(email: LoginBody['email'], password: LoginBody['password']): void
  /** `takeAlong`: the finished workouts of the account that is open here come into the new one, and are sent as its own. */
  register(
    name: RegisterBody['name'],
    email: RegisterBody['email'],
    password: RegisterBody['password'],
    options?: { takeAlong: boolean },
  ): void
  signInDemo(): void
  /** The way out: at once when the server has everything, else after a last try to send, by asking. */
  leaving: Leaving | null
  leave(): void
  /** Stays signed in after all. */
  stay(): void
  /** Ends the sign-in. What has not reached the server stays on this device for this account. */
  signOut(): void
  /** Ends the sign-in and throws away everything this device holds of the account. Only after the lifter typed that they mean it. */
  deleteAndSignOut(): void
  /** Opens what this device remembers: at start, and when the lifter asks for another try. */
  tryStorageAgain(): void
  /** Gives up on a history that cannot be found, by the lifter's own decision, and begins an empty one. */
  beginAnew(): void
  askServer(ended?: () => void): void
}

/** What the parts of the account store share. */
export type AccountParts = {
  platform: Platform
  api: Api
  network: Network
  queries: QueryClient
  settings: StoreApi<SettingsState>
  logouts: Logouts
  get(): AccountState
  set(change: Partial<AccountState>): void
  /** An account is open from here on; `close` stops everything that runs for it. */
  came(phase: Extract<Phase, { at: 'ready' }>, close: () => void): void
  /** Stops everything that runs for the account that is open. */
  close(): void
  /** The same, and goes to the door. Answers the sign-in that was open; null when none was. */
  goOut(): SignedIn | null
  /** Nobody is signed in. */
  atTheDoor(): void
  /** Storage would not be read or written: says so in the place of everything else. */
  storageFailed(error: unknown): void
}

const signedOut: Phase = { at: 'signedOut' }
const noOtherTab: OtherTab = { signedOut: false, account: null }

/** Who is signed in, and everything that runs for them. */
export function createAccountStore(
  platform: Platform,
  api: Api,
  network: Network,
  queries: QueryClient,
  settings: StoreApi<SettingsState>,
): StoreApi<AccountState> {
  const logouts = createLogouts(platform, api)
  sendLogouts(logouts, platform, network)
  return createStore<AccountState>()((set, get) => {
    const parts: AccountParts = {
      platform,
      api,
      network,
      queries,
      settings,
      logouts,
      get,
      set,
      ...openAccountIn({ platform, settings, get, set }),
    }
    const look = followOtherTabs(parts)
    return {
      phase: { at: 'starting' },
      otherTab: noOtherTab,
      unsentHere: [],
      server: null,
      busy: false,
      problem: null,
      leaving: null,
      ...waysIn(parts, look),
      ...waysOut(parts),
      askServer(ended) {
        void api.call('server').then((answer) => {
          if (answer.ok) set({ server: { demo: answer.answer.demo } })
          ended?.()
        })
      },
    }
  })
}

type OpenAccountParts = Pick<AccountParts, 'came' | 'close' | 'goOut' | 'atTheDoor' | 'storageFailed'>

/** The one account that is open, or none. */
function openAccountIn({ platform, settings, get, set }: Pick<AccountParts, 'platform' | 'settings' | 'get' | 'set'>): OpenAccountParts {
  let closeOpened: () => void = () => {}
  const close = (): void => {
    closeOpened()
    closeOpened = () => {}
  }
  const atTheDoor = (): void => {
    settings.getState().follow(null)
    set({ phase: signedOut, unsentHere: unsentOfOthers(platform.index, null) })
  }
  return {
    came(phase, closeIt) {
      closeOpened = closeIt
      const { id } = phase.account
      settings.getState().follow(id)
      set({ phase, busy: false, problem: null, otherTab: noOtherTab, unsentHere: unsentOfOthers(platform.index, id) })
    },
    close,
    goOut() {
      const { phase } = get()
      if (phase.at !== 'ready') return null
      const { signedIn } = phase.engine.signIn
      set({ phase: signedOut, leaving: null })
      close()
      // What it left unsent is known by now.
      atTheDoor()
      return signedIn
    },
    atTheDoor,
    storageFailed: (error) => set({ phase: { at: 'storageUnavailable', why: sentenceOf(error), isLost: false }, busy: false }),
  }
}

/** Sign-ins that ended without a network end on the server when it is back. */
function sendLogouts(logouts: Logouts, { radio, lifecycle }: Pick<Platform, 'radio' | 'lifecycle'>, network: Network): void {
  radio.watch((connected) => {
    if (connected) logouts.send()
  })
  network.subscribe(() => {
    if (network.state() === 'online') logouts.send()
  })
  lifecycle.watch((state) => {
    if (state === 'foreground') logouts.send()
  })
}
