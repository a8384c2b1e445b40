import { QueryClientProvider } from '@tanstack/react-query'
import { createContext, createElement, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Engine } from '../sync/engine/engine.ts'
import { EngineContext } from '../sync/views/engineContext.ts'
import type { Feel, Index, PickFile, Share, Storage } from '../sync/device/ports.ts'
import type { Room } from '../sync/device/roomLeft.ts'
import type { AccountState, Phase } from './accountState.ts'
import type { Holdfast } from './holdfast.ts'
import type { SessionState } from './sessionStore.ts'
import type { SettingsState } from './settingsStore.ts'
import type { SetMark, SyncState } from './syncStore.ts'

const HoldfastContext = createContext<Holdfast | null>(null)

/** Provides the stores, the engine of the account that is signed in, and the query client. */
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

/** The session store of the account that is signed in. Throws when no account was signed in. */
export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(useReady().session, selector)
}

/** The session store itself, for what is read in a handler and never drawn. */
export function useSessionStore(): StoreApi<SessionState> {
  return useReady().session
}

/** The sync store of the account that is signed in. Throws when no account was signed in. */
export function useSync<T>(selector: (state: SyncState) => T): T {
  return useStore(useReady().sync, selector)
}

/** How far one set has been sent. Its row is drawn again only when that changes. */
export function useSetMark(sessionId: string, setId: string): SetMark {
  return useSync((state) => state.markOf(sessionId, setId))
}

/** Exports everything a person did on this device: as JSON, and as readable text. */
export function useExport(): Engine['exportEverything'] {
  return useReady().engine.exportEverything
}

/** How many changes wait to be sent; null when that is unknown. It also works without stores, because the error page shows it. */
export function useWaitingIfKnown(): number | null {
  const phase = useContext(HoldfastContext)?.account.getState().phase
  return phase?.at === 'ready' ? phase.sync.getState().waiting.length : null
}

/** The lifter's settings on this device. */
export function useSettings<T>(selector: (state: SettingsState) => T): T {
  return useStore(useHoldfast().settings, selector)
}

/** What the lifter feels and hears on this device, as the settings allow it. */
export function useFeel(): Feel {
  return useHoldfast().feel
}

/** Lets a person choose a file of text. */
export function usePickFile(): PickFile {
  return useHoldfast().pickFile
}

/** The small texts that this device stores by name. */
export function useIndex(): Index {
  return useHoldfast().index
}

/** Hands a text out of the app as a file. */
export function useShare(): Share {
  return useHoldfast().share
}

/** The space in which workouts are stored. */
export function useStorage(): Storage {
  return useHoldfast().storage
}

/** The free space. It is read again whenever a screen that shows it opens. */
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

/** After a sign-out the stores are gone before the router has left the screens that read them. Those screens keep the last ones. */
function useReady(): Extract<Phase, { at: 'ready' }> {
  const phase = useAccount((state) => state.phase)
  const [last, setLast] = useState(phase)
  const ready = phase.at === 'ready' ? phase : last
  if (ready.at !== 'ready') throw new Error('nobody is signed in here')
  if (ready !== last) setLast(ready)
  return ready
}
