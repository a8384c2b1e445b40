import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Engine } from '../engine/engine.ts'
import { knownOf } from '../engine/known.ts'
import type { Known } from '../session/known.ts'

/** The engine of the account that is signed in. */
export const EngineContext = createContext<Engine | null>(null)

export function useEngine(): Engine {
  const engine = useContext(EngineContext)
  if (!engine) throw new Error('nobody is signed in here')
  return engine
}

/** `knownOf` for the screen: a new function whenever what this device knows has changed, so that a `select` runs again. */
export function useKnown(engine: Engine): (sessionId: string) => Known {
  const snapshot = useSyncExternalStore(engine.outbox.subscribe, engine.outbox.snapshot, engine.outbox.snapshot)
  const logs = useSyncExternalStore(engine.logs.subscribe, engine.logs.current, engine.logs.current)
  // Both are read through the engine; naming them here is what makes the function new when they are.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useCallback((sessionId: string) => knownOf(engine, sessionId), [engine, snapshot, logs])
}
