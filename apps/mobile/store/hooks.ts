import { QueryClientProvider } from '@tanstack/react-query'
import { createContext, createElement, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Engine } from '../sync/engine/engine.ts'
import { EngineContext } from '../sync/views/engineContext.ts'
import type { Feel, Index, PickFile, Share, Storage } from '../sync/device/ports.ts'
import type { Room } from '../sync/device/roomLeft.ts'
import type { AccountState, Phase } from './accountStore.ts'
import type { Holdfast } from './holdfast.ts'
import type { SessionState } from './sessionStore.ts'
import type { SettingsState } from './settingsStore.ts'
import type { SetMark, SyncState } from './syncStore.ts'

const HoldfastContext = createContext<Holdfast | null>(null)

/** Gives everything below it the stores, the engine of whoever is signed in, and the query client. */
export function HoldfastProvider({ holdfast, children }: { holdfast: Holdfast; children?: ReactNode }): ReactNode {
  const phase = useStore(holdfast.account, (state) => state.phase)
  const engine = phase.at === 'ready' ? phase.engine : null
  const inner = createElement(EngineContext.Provider, { value: engine }, children)
  const queries = createElement(QueryClientProvider, { client: holdfast.queries }, inner)
  return createElement(HoldfastContext.Provider, { value: holdfast }, queries)
}

export function useAccount<T>(selector: (state: AccountState) => T): T {
  return useStore(useHoldfast().account, selector)
}

/** The session store of whoever is signed in. Only below a screen that is shown when somebody is. */
export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(useReady().session, selector)
}

/** The session store itself, for what is only read when something is done, never drawn. */
export function useSessionStore(): StoreApi<SessionState> {
  return useReady().session
}

/** The sync store of whoever is signed in. */
export function useSync<T>(selector: (state: SyncState) => T): T {
  return useStore(useReady().sync, selector)
}

/** How far one set has come; the row is drawn again only when that changes. */
export function useSetMark(sessionId: string, setId: string): SetMark {
  return useSync((state) => state.markOf(sessionId, setId))
}

/** Everything a person did on this device: as JSON, and as text to read. */
export function useExport(): Engine['exportEverything'] {
  return useReady().engine.exportEverything
}

/** How many changes wait to be sent; null where that is not known. Also where there are no stores: it stands on the page that says what went wrong. */
export function useWaitingIfKnown(): number | null {
  const phase = useContext(HoldfastContext)?.account.getState().phase
  return phase?.at === 'ready' ? phase.sync.getState().waiting.length : null
}

/** How the lifter wants the app, on this device. */
export function useSettings<T>(selector: (state: SettingsState) => T): T {
  return useStore(useHoldfast().settings, selector)
}

/** What the lifter feels on this device, as far as the settings let them. */
export function useFeel(): Feel {
  return useHoldfast().feel
}

/** Lets a person choose a file of text. */
export function usePickFile(): PickFile {
  return useHoldfast().pickFile
}

/** Small texts this device keeps by name. */
export function useIndex(): Index {
  return useHoldfast().index
}

/** Hands a text out of the app as a file. */
export function useShare(): Share {
  return useHoldfast().share
}

/** The room workouts are kept in. */
export function useStorage(): Storage {
  return useHoldfast().storage
}

/** How much room is left, looked at anew whenever a screen that tells of it opens. */
export function useRoomLeft(): { room: Room; look(): void } {
  const { current, subscribe, look } = useHoldfast().roomLeft
  useEffect(look, [look])
  return { room: useSyncExternalStore(subscribe, current, current), look }
}

function useHoldfast(): Holdfast {
  const holdfast = useContext(HoldfastContext)
  if (!holdfast) throw new Error('there is no HoldfastProvider above')
  return holdfast
}

/** Signing out takes the stores away before the router has left the screens that read them: those keep the last ones. */
function useReady(): Extract<Phase, { at: 'ready' }> {
  const phase = useAccount((state) => state.phase)
  const [last, setLast] = useState(phase)
  const ready = phase.at === 'ready' ? phase : last
  if (ready.at !== 'ready') throw new Error('nobody is signed in here')
  if (ready !== last) setLast(ready)
  return ready
}
