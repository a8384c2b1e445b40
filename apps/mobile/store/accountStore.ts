import type { Account, LoginBody, RegisterBody, SignedIn } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { expectNothing, lastSignIn, openAccount, signInBy, signOutOf } from '../sync/accounts.ts'
import type { Api } from '../sync/api.ts'
import type { Engine } from '../sync/engine.ts'
import type { Network } from '../sync/network.ts'
import type { Platform } from '../sync/ports.ts'
import { programmeKey, type Programme } from '../sync/programme.ts'
import { createSessionStore, type SessionState } from './sessionStore.ts'
import { createSyncStore, type SyncState } from './syncStore.ts'

/** Where the app stands. Only `ready` has stores. */
export type Phase =
  | { at: 'starting' }
  | { at: 'storageUnavailable'; why: string }
  | { at: 'signedOut' }
  | { at: 'ready'; account: Account; engine: Engine; session: StoreApi<SessionState>; sync: StoreApi<SyncState> }

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
  /** Ends the sign-in. What has not reached the server stays on this device for this account. */
  signOut(): void
  /** Opens what this device remembers: at start, and when the lifter asks for another try. */
  tryStorageAgain(): void
  /** Gives up on a history that cannot be found, by the lifter's own decision, and begins an empty one. */
  beginAnew(): void
  askServer(): void
}

/** Who is signed in, and everything that runs for them. */
export function createAccountStore(platform: Platform, api: Api, network: Network, queries: QueryClient): StoreApi<AccountState> {
  let close: () => void = () => {}
  return createStore<AccountState>()((set, get) => {
    const open = (signedIn: SignedIn, fresh: boolean): void => {
      void openAccount(platform, api, queries, signedIn, fresh).then((answer) => {
        if (!answer.open) return set({ phase: { at: 'storageUnavailable', why: answer.why }, busy: false })
        const { engine } = answer
        const session = createSessionStore(engine)
        close = () => {
          stopFollowing()
          answer.close()
        }
        const stopFollowing = followPlan(engine, session)
        const sync = createSyncStore(engine, network, platform.clock)
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
    const askServer = (): void => {
      void api.call('server').then((answer) => {
        if (answer.ok) set({ server: { demo: answer.answer.demo } })
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
      signOut() {
        const { phase } = get()
        if (phase.at !== 'ready') return
        const { signedIn } = phase.engine.signIn
        set({ phase: { at: 'signedOut' } })
        close()
        void signOutOf(platform, api, signedIn)
      },
      tryStorageAgain: resume,
      beginAnew: () => void expectNothing(platform).then(resume, storageFailed),
      askServer,
    }
  })
}

/** Hands the session on screen every newer plan the server tells of. */
function followPlan(engine: Engine, session: StoreApi<SessionState>): () => void {
  const key = programmeKey(engine.account.id)
  const look = (): void => {
    const { sessionId, receivePlan } = session.getState()
    const told = sessionId === null ? undefined : engine.queries.getQueryData<Programme>(key)?.sessions[sessionId]
    if (told) receivePlan(told)
  }
  look()
  return engine.queries.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.query.queryKey[0] === key[0]) look()
  })
}
