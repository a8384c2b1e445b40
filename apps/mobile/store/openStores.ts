import type { SignedIn } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { openAccount } from '../sync/account/accounts.ts'
import type { Api } from '../sync/server/api.ts'
import type { Network } from '../sync/device/network.ts'
import type { Platform } from '../sync/device/ports.ts'
import type { Phase } from './accountState.ts'
import { followPlan } from './followPlan.ts'
import { createSessionStore } from './sessionStore.ts'
import type { Settings } from './settingsStore.ts'
import { createSyncStore } from './syncStore.ts'

/** What opening an account with its stores came to. */
export type OpenedStores =
  { open: true; phase: Extract<Phase, { at: 'ready' }>; close(): void } | { open: false; why: string; isLost?: true }

type Around = { platform: Platform; api: Api; network: Network; queries: QueryClient; settings: StoreApi<Settings> }

type Account = { signedIn: SignedIn; fresh: boolean; refused: () => void }

/** Opens an account and the stores on it. `refused` hears when its sign-in ended, `failed` of storage that cannot be read. */
export function openStores(
  { platform, api, network, queries, settings }: Around,
  account: Account,
  done: (opened: OpenedStores) => void,
  failed: (error: unknown) => void,
): void {
  void openAccount(platform, api, queries, account).then((opened) => {
    if (!opened.open) return done(opened)
    const { engine } = opened
    const session = createSessionStore(engine, settings)
    const stopFollowing = followPlan(engine, session)
    const { sync, close: closeSync } = createSyncStore(engine, network, platform.clock)
    const close = (): void => {
      stopFollowing()
      closeSync()
      opened.close()
    }
    done({ open: true, phase: { at: 'ready', account: account.signedIn.account, engine, session, sync }, close })
  }, failed)
}
