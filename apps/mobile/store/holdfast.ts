import { focusManager, onlineManager, type QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { createApi } from '../sync/api.ts'
import { createNetwork } from '../sync/network.ts'
import type { Feel, Platform } from '../sync/ports.ts'
import { createQueries } from '../sync/queryCache.ts'
import { createAccountStore, type AccountState } from './accountStore.ts'

/** The whole app without a screen. */
export type Holdfast = { account: StoreApi<AccountState>; queries: QueryClient; feel: Feel }

/** Joins the device to the stores, and the device's signs (network, foreground) to what should happen on them. */
export function createHoldfast(platform: Platform): Holdfast {
  const queries = createQueries()
  const api = createApi({
    fetch: platform.fetch,
    origin: platform.apiOrigin,
    heard: (answered) => network.sign({ kind: 'request', answered }),
  })
  const network = createNetwork(platform.clock, () => account.getState().askServer())
  const account = createAccountStore(platform, api, network, queries)

  const engine = () => {
    const { phase } = account.getState()
    return phase.at === 'ready' ? phase.engine : null
  }
  platform.radio.watch((connected) => {
    // Reads wait for a radio; operations never do: connectivity is a hint, not a gate.
    onlineManager.setOnline(connected !== false)
    network.sign({ kind: 'radio', connected })
    if (connected) engine()?.syncNow()
  })
  network.subscribe(() => {
    if (network.state() === 'online') engine()?.syncNow()
  })
  platform.lifecycle.watch((state) => {
    focusManager.setFocused(state === 'foreground')
    if (state === 'foreground') engine()?.syncNow()
    else engine()?.leave()
  })
  account.getState().tryStorageAgain()
  account.getState().askServer()
  return { account, queries, feel: platform.feel }
}
