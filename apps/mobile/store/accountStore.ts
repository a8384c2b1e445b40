import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createLogouts, type Logouts } from '../sync/account/logouts.ts'
import type { Network } from '../sync/device/network.ts'
import type { Platform } from '../sync/device/ports.ts'
import { sentenceOf } from '../sync/device/sentenceOf.ts'
import { unsentOfOthers } from '../sync/device/unsentHere.ts'
import type { Api } from '../sync/server/api.ts'
import type { AccountParts, AccountState, OtherTab, Phase } from './accountState.ts'
import { followOtherTabs } from './followOtherTabs.ts'
import type { SettingsState } from './settingsStore.ts'
import { waysIn } from './waysIn.ts'
import { waysOut } from './waysOut.ts'

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
