import { useSyncExternalStore } from 'react'
import { emptyStartOf } from '../engine/emptyStart.ts'
import { useEngine } from './engineContext.ts'
import { viewsOf } from './sessionViews.ts'

/** `emptyStartOf` for the screen. */
export function useEmptyStart(sessionId: string): ReturnType<typeof emptyStartOf> {
  const engine = useEngine()
  const read = () => emptyStartOf(engine, sessionId)
  return useSyncExternalStore(viewsOf(engine).subscribe, read, read)
}
