import type { Account, LoginBody, RegisterBody, SignedIn } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import type { Logouts } from '../sync/account/logouts.ts'
import type { Network } from '../sync/device/network.ts'
import type { Platform } from '../sync/device/ports.ts'
import type { UnsentHere } from '../sync/device/unsentHere.ts'
import type { Engine } from '../sync/engine/engine.ts'
import type { Unsent } from '../sync/engine/unsent.ts'
import type { Api } from '../sync/server/api.ts'
import type { SessionState } from './sessionStore.ts'
import type { SettingsState } from './settingsStore.ts'
import type { SyncState } from './syncStore.ts'

/** The state of the app. Only `ready` has stores. */
export type Phase =
  | { at: 'starting' }
  /** `isLost`: storage answers, but the history that was on this device is not there. */
  | { at: 'storageUnavailable'; why: string; isLost: boolean }
  | { at: 'signedOut' }
  | { at: 'ready'; account: Account; engine: Engine; session: StoreApi<SessionState>; sync: StoreApi<SyncState> }

/** What another tab of this browser did to the sign-in: whether it signed this tab out, and which account is signed in there now. */
export type OtherTab = { signedOut: boolean; account: Account | null }

/** A sign-out under way: it sends what can be sent, then asks about the rest. */
export type Leaving = { at: 'sending'; unsent: Unsent } | { at: 'asking'; unsent: Unsent }

export type AccountState = {
  phase: Phase
  /** Shown on the sign-in screen: what another tab did. */
  otherTab: OtherTab
  /** What waits on this device for accounts that are not signed in. */
  unsentHere: readonly UnsentHere[]
  /** What the server answered about itself; null before its first answer. */
  server: { demo: boolean } | null
  /** A sign-in is under way. */
  busy: boolean
  /** Why the last sign-in failed, as a sentence. */
  problem: string | null
  /** Signs in, also again for the same account while logging goes on. */
  signIn(email: LoginBody['email'], password: LoginBody['password']): void
  /** `takeAlong`: copies the finished workouts of the open account into the new one, which sends them as its own. */
  register(
    name: RegisterBody['name'],
    email: RegisterBody['email'],
    password: RegisterBody['password'],
    options?: { takeAlong: boolean },
  ): void
  signInDemo(): void
  /** The state of the sign-out; null when none is under way. */
  leaving: Leaving | null
  leave(): void
  /** Cancels the sign-out. */
  stay(): void
  /** Ends the sign-in. What has not reached the server stays on this device for this account. */
  signOut(): void
  /** Ends the sign-in and deletes everything this device holds of the account. Only after the lifter typed a confirmation. */
  deleteAndSignOut(): void
  /** Opens the account of the last sign-in: at start, and when the lifter asks for another try. */
  tryStorageAgain(): void
  /** Begins an empty history in place of one that cannot be found. Only the lifter decides this. */
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
  /** An account is open now; `close` stops everything that runs for it. */
  came(phase: Extract<Phase, { at: 'ready' }>, close: () => void): void
  /** Stops everything that runs for the account that is open. */
  close(): void
  /** The same, and shows the sign-in screen. Answers the sign-in that was open; null when none was. */
  goOut(): SignedIn | null
  /** Nobody is signed in. */
  atTheDoor(): void
  /** Storage cannot be read or written: shows that instead of everything else. */
  storageFailed(error: unknown): void
}
