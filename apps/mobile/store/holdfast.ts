import { createGuard, createReport } from '@holdfast/journal'
import { focusManager, type QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { createApi } from '../sync/server/api.ts'
import { drainInBackground, endRun, type RunEnd } from '../sync/device/background.ts'
import { followSigns } from '../sync/engine/followSigns.ts'
import { createNetwork } from '../sync/device/network.ts'
import type { Feel, Index, PickFile, Platform, Share, Storage } from '../sync/device/ports.ts'
import { protectAfterFirstSet } from '../sync/engine/protectAfterFirstSet.ts'
import { createQueries } from '../sync/engine/queryCache.ts'
import { createRoomLeft, type RoomLeft } from '../sync/device/roomLeft.ts'
import { guardedStore } from './guardedStore.ts'
import type { AccountState, Phase } from './accountState.ts'
import { createAccountStore } from './accountStore.ts'
import { alertAsSet, createSettingsStore, feelAsSet, type SettingsState } from './settingsStore.ts'

/** The whole app without a screen. */
export type Holdfast = {
  account: StoreApi<AccountState>
  settings: StoreApi<SettingsState>
  queries: QueryClient
  feel: Feel
  share: Share
  storage: Storage
  roomLeft: RoomLeft
  pickFile: PickFile
  index: Index
  /** What the system woke the app for: sends what waits, for a limited time, records what came of it and tells it. */
  runInBackground(done: (end: RunEnd) => void): void
}

/** Joins the device to the stores, and the device's signs (network, foreground) to what should happen on them. */
export function createHoldfast(device: Platform): Holdfast {
  const guard = createGuard(createReport(device.report))
  const settings = guardedStore(createSettingsStore(device.index), guard)
  const feel = feelAsSet(device.feel, settings)
  const platform = { ...device, feel, restAlert: alertAsSet(device.restAlert, settings) }
  const queries = createQueries()
  const roomLeft = createRoomLeft(platform.storage)
  const api = createApi({
    fetch: platform.fetch,
    origin: platform.apiOrigin,
    heard: (heard) => network.sign({ kind: 'request', ...heard }),
  })
  const network = createNetwork(platform.clock, (ended) => account.getState().askServer(ended), guard)
  const account = guardedStore(createAccountStore(platform, api, network, queries, settings), guard)

  const engine = () => {
    const { phase } = account.getState()
    return phase.at === 'ready' ? phase.engine : null
  }
  platform.lifecycle.watch((state) => {
    focusManager.setFocused(state === 'foreground')
    if (state === 'foreground') roomLeft.look()
  })
  followSigns(platform, network, engine)
  account.subscribe(({ phase }, before) => {
    if (phase.at === 'ready' && phase !== before.phase) protectAfterFirstSet(phase.engine, platform)
  })
  const runInBackground: Holdfast['runInBackground'] = (done) => {
    whenStarted(account, (phase) => {
      if (phase.at === 'ready') return drainInBackground(platform, phase.engine.outbox, done)
      endRun(platform, { outcome: phase.at, sent: 0, rejected: 0, waiting: 0 }, done)
    })
  }
  account.getState().tryStorageAgain()
  account.getState().askServer()
  return {
    account,
    settings,
    queries,
    feel,
    share: platform.share,
    storage: platform.storage,
    roomLeft,
    pickFile: platform.pickFile,
    index: platform.index,
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
