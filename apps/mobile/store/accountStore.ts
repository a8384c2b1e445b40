import type { Account, LoginBody, RegisterBody, SignedIn } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { expectNothing, lastSignIn, signInBy } from '../sync/accounts.ts'
import type { Api } from '../sync/api.ts'
import type { Engine } from '../sync/engine.ts'
import { createLogouts, type Logouts } from '../sync/logouts.ts'
import type { Network } from '../sync/network.ts'
import type { Platform } from '../sync/ports.ts'
import type { Unsent } from '../sync/unsent.ts'
import { finishedWorkouts } from '../sync/takeAlong.ts'
import { forgetUnsent, unsentOfOthers, type UnsentHere } from '../sync/unsentHere.ts'
import { followOtherTabs } from './followOtherTabs.ts'
import { openStores, type OpenedStores } from './openStores.ts'
import type { SessionState } from './sessionStore.ts'
import type { SettingsState } from './settingsStore.ts'
import type { SyncState } from './syncStore.ts'
import { waysOut } from './waysOut.ts'

/** Where the app stands. Only `ready` has stores. */
export type Phase =
  | { at: 'starting' }
  | { at: 'storageUnavailable'; why: string }
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
  network: Network
  logouts: Logouts
  get(): AccountState
  set(change: Partial<AccountState>): void
  /** Stops everything that runs for the account that is open, and answers its sign-in; null when none is. */
  goOut(): SignedIn | null
  /** Storage would not be read or written: says so in the place of everything else. */
  storageFailed(error: unknown): void
}

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
  let closeOpened: () => void = () => {}
  const close = (): void => {
    closeOpened()
    closeOpened = () => {}
  }
  return createStore<AccountState>()((set, get) => {
    const unsentHere = (accountId: string | null) => unsentOfOthers(platform.index, accountId)
    const storageFailed = (error: unknown): void =>
      set({ phase: { at: 'storageUnavailable', why: error instanceof Error ? error.message : String(error) }, busy: false })
    const goOut = (): SignedIn | null => {
      const { phase } = get()
      if (phase.at !== 'ready') return null
      const { signedIn } = phase.engine.signIn
      set({ phase: { at: 'signedOut' }, leaving: null })
      close()
      settings.getState().follow(null)
      set({ unsentHere: unsentHere(null) })
      return signedIn
    }
    const parts: AccountParts = { platform, network, logouts, get, set, goOut, storageFailed }
    const look = followOtherTabs(parts)

    const open = (signedIn: SignedIn, fresh: boolean): void => {
      const account = { signedIn, fresh, refused: look }
      const take = (opened: OpenedStores): void => {
        if (!opened.open) return set({ phase: { at: 'storageUnavailable', why: opened.why }, busy: false })
        closeOpened = opened.close
        const { phase } = opened
        settings.getState().follow(phase.account.id)
        set({ phase, busy: false, problem: null, otherTab: noOtherTab, unsentHere: unsentHere(phase.account.id) })
        // Another tab may have signed out while it opened.
        look()
      }
      openStores({ platform, api, network, queries, settings }, account, take, storageFailed)
    }
    const resume = (): void => {
      set({ phase: { at: 'starting' } })
      const begin = (signedIn: SignedIn | null): void => {
        if (signedIn) return open(signedIn, false)
        settings.getState().follow(null)
        set({ phase: { at: 'signedOut' }, unsentHere: unsentHere(null) })
      }
      void lastSignIn(platform).then(begin, storageFailed)
    }
    const signInThrough = (ask: Parameters<typeof signInBy>[2], takesAlong = false): void => {
      const { phase } = get()
      const from = takesAlong && phase.at === 'ready' ? phase.engine : null
      set({ busy: true, problem: null })
      void signInBy(platform, logouts, ask, from ? finishedWorkouts(from) : []).then((answer) => {
        if (typeof answer === 'string') {
          set({ busy: false, problem: answer })
          return look()
        }
        close()
        // What waited goes as the new account's own.
        if (from) forgetUnsent(platform.index, from.account.id)
        open(answer, true)
      }, storageFailed)
    }

    return {
      phase: { at: 'starting' },
      otherTab: noOtherTab,
      unsentHere: [],
      server: null,
      busy: false,
      problem: null,
      leaving: null,
      signIn: (email, password) => signInThrough(() => api.call('login', { body: { email, password } })),
      register: (name, email, password, { takeAlong } = { takeAlong: false }) =>
        signInThrough(() => api.call('register', { body: { name, email, password } }), takeAlong),
      signInDemo: () => signInThrough(() => api.call('demo')),
      ...waysOut(parts),
      tryStorageAgain: resume,
      beginAnew: () => void expectNothing(platform).then(resume, storageFailed),
      askServer(ended) {
        void api.call('server').then((answer) => {
          if (answer.ok) set({ server: { demo: answer.answer.demo } })
          ended?.()
        })
      },
    }
  })
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
