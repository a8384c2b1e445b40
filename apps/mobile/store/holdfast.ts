import { focusManager, onlineManager, type QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { createApi } from '../sync/api.ts'
import { recordRun, RUN_DEADLINE_MS, type RunEnd } from '../sync/background.ts'
import { createNetwork } from '../sync/network.ts'
import type { Feel, PickText, Platform, Share, Storage } from '../sync/ports.ts'
import { protectAfterFirstSet } from '../sync/protectAfterFirstSet.ts'
import { createQueries } from '../sync/queryCache.ts'
import { createAccountStore, type AccountState, type Phase } from './accountStore.ts'
import { createSettingsStore, feelAsSet, type SettingsState } from './settingsStore.ts'

/** The whole app without a screen. */
export type Holdfast = {
  account: StoreApi<AccountState>
  settings: StoreApi<SettingsState>
  queries: QueryClient
  feel: Feel
  share: Share
  storage: Storage
  pickText: PickText
  /** What the system woke the app for: sends what waits, for a limited time, records what came of it and tells it. */
  runInBackground(done: (end: RunEnd) => void): void
}

/** Joins the device to the stores, and the device's signs (network, foreground) to what should happen on them. */
export function createHoldfast(platform: Platform): Holdfast {
  const settings = createSettingsStore(platform.index)
  const queries = createQueries()
  const api = createApi({
    fetch: platform.fetch,
    origin: platform.apiOrigin,
    heard: (answered) => network.sign({ kind: 'request', answered }),
  })
  const network = createNetwork(platform.clock, () => account.getState().askServer())
  const account = createAccountStore(platform, api, network, queries, settings)

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
  account.subscribe(({ phase }, before) => {
    if (phase.at === 'ready' && phase !== before.phase) protectAfterFirstSet(phase.engine, platform)
  })
  const runInBackground: Holdfast['runInBackground'] = (done) => {
    const end = (run: RunEnd): void => {
      recordRun(platform.index, { at: platform.clock.wallMs(), ...run })
      done(run)
    }
    whenStarted(account, (phase) => {
      if (phase.at !== 'ready') return end({ outcome: phase.at, sent: 0, rejected: 0, waiting: 0 })
      phase.engine.outbox.drain({ deadlineMs: RUN_DEADLINE_MS }, ({ sent, rejected, waiting }) => {
        end({ outcome: 'drained', sent, rejected, waiting })
      })
    })
  }
  account.getState().tryStorageAgain()
  account.getState().askServer()
  return {
    account,
    settings,
    queries,
    feel: feelAsSet(platform.feel, settings),
    share: platform.share,
    storage: platform.storage,
    pickText: platform.pickText,
    runInBackground,
  }
}

/** Calls back once the app knows where it stands: a headless start begins with nothing open. */
function whenStarted(account: StoreApi<AccountState>, callback: (phase: Exclude<Phase, { at: 'starting' }>) => void): void {
  const { phase } = account.getState()
  if (phase.at !== 'starting') return callback(phase)
  const stop = account.subscribe(({ phase: next }) => {
    if (next.at === 'starting') return
    stop()
    callback(next)
  })
}
