import type { Account, LoginBody, RegisterBody, SignedIn } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { deleteAccountHere, expectNothing, lastSignIn, openAccount, signInBy, signOutOf } from '../sync/accounts.ts'
import type { Api } from '../sync/api.ts'
import type { Engine } from '../sync/engine.ts'
import type { Network } from '../sync/network.ts'
import type { Platform } from '../sync/ports.ts'
import { isUnsent, unsentOf, type Unsent } from '../sync/unsent.ts'
import { followPlan } from './followPlan.ts'
import { createSessionStore, type SessionState } from './sessionStore.ts'
import type { Settings } from './settingsStore.ts'
import { createSyncStore, type SyncState } from './syncStore.ts'

/** Where the app stands. Only `ready` has stores. */
export type Phase =
  | { at: 'starting' }
  | { at: 'storageUnavailable'; why: string }
  | { at: 'signedOut' }
  | { at: 'ready'; account: Account; engine: Engine; session: StoreApi<SessionState>; sync: StoreApi<SyncState> }

/** On the way out: sending what can be sent, then asking about the rest. */
export type Leaving = { at: 'sending'; unsent: Unsent } | { at: 'asking'; unsent: Unsent }

/** How long signing out tries to send first. */
export const LEAVE_MS = 10_000

export type AccountState = {
  phase: Phase
  /** What the server said of itself; null until it was heard. */
  server: { demo: boolean } | null
  /** A sign-in is under way. */
  busy: boolean
  /** Why the last sign-in failed, as a sentence. */
  problem: string | null
  /** Signs in, also again for the same account while logging goes on. */
  signIn(email: LoginBody['email'], password: LoginBody['password']): void
  register(name: RegisterBody['name'], email: RegisterBody['email'], password: RegisterBody['password']): void
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

/** Who is signed in, and everything that runs for them. */
export function createAccountStore(
  platform: Platform,
  api: Api,
  network: Network,
  queries: QueryClient,
  settings: StoreApi<Settings>,
): StoreApi<AccountState> {
  let close: () => void = () => {}
  return createStore<AccountState>()((set, get) => {
    const open = (signedIn: SignedIn, fresh: boolean): void => {
      void openAccount(platform, api, queries, signedIn, fresh).then((answer) => {
        if (!answer.open) return set({ phase: { at: 'storageUnavailable', why: answer.why }, busy: false })
        const { engine } = answer
        const session = createSessionStore(engine, settings)
        const stopFollowing = followPlan(engine, session)
        const { sync, close: closeSync } = createSyncStore(engine, network, platform.clock)
        close = () => {
          stopFollowing()
          closeSync()
          answer.close()
        }
        set({ phase: { at: 'ready', account: signedIn.account, engine, session, sync }, busy: false, problem: null })
      }, storageFailed)
    }
    const storageFailed = (error: unknown): void =>
      set({ phase: { at: 'storageUnavailable', why: error instanceof Error ? error.message : String(error) }, busy: false })

    const resume = (): void => {
      set({ phase: { at: 'starting' } })
      void lastSignIn(platform).then((signedIn) => (signedIn ? open(signedIn, false) : set({ phase: { at: 'signedOut' } })), storageFailed)
    }
    const signInThrough = (ask: Parameters<typeof signInBy>[1]): void => {
      set({ busy: true, problem: null })
      void signInBy(platform, ask).then((answer) => {
        if (typeof answer === 'string') return set({ busy: false, problem: answer })
        close()
        open(answer, true)
      }, storageFailed)
    }
    /** Tries to send for ten seconds, again when a try fails; without a network only once. */
    const sendFor = ({ outbox }: Engine, done: () => void): void => {
      const { clock } = platform
      const endMs = clock.monoMs() + LEAVE_MS
      const attempt = (): void =>
        outbox.drain({ deadlineMs: endMs - clock.monoMs() }, ({ waiting, nextAttemptInMs }) => {
          const isLast = nextAttemptInMs === null || clock.monoMs() + nextAttemptInMs >= endMs
          if (waiting === 0 || isLast || network.state() === 'offline') return done()
          clock.after(nextAttemptInMs, attempt)
        })
      attempt()
    }
    /** Stops everything that writes, before anything is thrown away. */
    const goOut = (): SignedIn | null => {
      const { phase } = get()
      if (phase.at !== 'ready') return null
      const { signedIn } = phase.engine.signIn
      set({ phase: { at: 'signedOut' }, leaving: null })
      close()
      return signedIn
    }
    const askServer = (ended?: () => void): void => {
      void api.call('server').then((answer) => {
        if (answer.ok) set({ server: { demo: answer.answer.demo } })
        ended?.()
      })
    }

    return {
      phase: { at: 'starting' },
      server: null,
      busy: false,
      problem: null,
      signIn: (email, password) => signInThrough(() => api.call('login', { body: { email, password } })),
      register: (name, email, password) => signInThrough(() => api.call('register', { body: { name, email, password } })),
      signInDemo: () => signInThrough(() => api.call('demo')),
      leaving: null,
      leave() {
        const { phase, leaving } = get()
        if (phase.at !== 'ready' || leaving) return
        const { engine } = phase
        const before = unsentOf(engine)
        if (!isUnsent(before)) return get().signOut()
        const left: Leaving = { at: 'sending', unsent: before }
        set({ leaving: left })
        sendFor(engine, () => {
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
        if (signedIn) void signOutOf(platform, api, signedIn)
      },
      deleteAndSignOut() {
        const signedIn = goOut()
        if (!signedIn) return
        void deleteAccountHere(platform, signedIn.account.id).then((isGone) => {
          if (!isGone) set({ problem: 'Another window still holds some of it. Close it, sign in again and delete once more.' })
          return signOutOf(platform, api, signedIn)
        }, storageFailed)
      },
      tryStorageAgain: resume,
      beginAnew: () => void expectNothing(platform).then(resume, storageFailed),
      askServer,
    }
  })
}
