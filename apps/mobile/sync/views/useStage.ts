import { useSyncExternalStore } from 'react'
import { standingNow } from '../engine/known.ts'
import { useEngine } from './engineContext.ts'
import type { Stage } from '../session/overlay.ts'
import { viewsOf } from './sessionViews.ts'

/** The stage of a session; `planned` while the session is unknown. A ✓ does not render the component again. */
export function useStage(sessionId: string): Stage {
  const engine = useEngine()
  const read = (): Stage => standingNow(engine, sessionId)?.stage ?? 'planned'
  return useSyncExternalStore(viewsOf(engine).subscribe, read, read)
}
