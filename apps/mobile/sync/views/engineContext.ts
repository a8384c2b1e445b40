import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Engine } from '../engine/engine.ts'
import { knownOf } from '../engine/known.ts'
import type { Known } from '../session/known.ts'

/** The engine of the account that is signed in. */
export const EngineContext = createContext<Engine | null>(null)

/** The engine of the account that is signed in. Throws when there is none. */
export function useEngine(): Engine {
  const engine = useContext(EngineContext)
  if (!engine) throw new Error('nobody is signed in here')
  return engine
}

/** `knownOf` for screens. It is a new function whenever what this device knows has changed, so that a `select` runs again. */
export function useKnown(engine: Engine): (sessionId: string) => Known {
  const snapshot = useSyncExternalStore(engine.outbox.subscribe, engine.outbox.snapshot, engine.outbox.snapshot)
  const logs = useSyncExternalStore(engine.logs.subscribe, engine.logs.current, engine.logs.current)
  // The engine reads both itself. They are named here so that the function is new when they change.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useCallback((sessionId: string) => knownOf(engine, sessionId), [engine, snapshot, logs])
}
