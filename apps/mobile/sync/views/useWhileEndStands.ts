import { useCallback } from 'react'
import type { Engine } from '../engine/engine.ts'
import { standingNow } from '../engine/known.ts'
import { useEngine } from './engineContext.ts'
import { subjectOf } from '../session/operations.ts'
import { viewsOf } from './sessionViews.ts'

/** Calls `gone` once when something is no longer true. Call the answer to stop. */
export type While = (gone: () => void) => () => void

/** For a message about the current end of a session. The message ends when that end is replaced, taken back, discarded or rejected. */
export function useWhileEndStands(): (sessionId: string) => While {
  const engine = useEngine()
  return useCallback(
    (sessionId) => (gone) => {
      const first = endOf(engine, sessionId)
      const stop = viewsOf(engine).subscribe(() => {
        const { ended, status, isRejected } = endOf(engine, sessionId)
        if (ended === first.ended && status === first.status && !isRejected) return
        stop()
        gone()
      })
      return stop
    },
    [engine],
  )
}

function endOf(engine: Engine, sessionId: string) {
  const standing = standingNow(engine, sessionId)
  const isRejected = standing?.rejected.some(({ operation }) => subjectOf(operation)?.kind !== 'set') ?? false
  return { ended: engine.logs.current().logs[sessionId]?.ended, status: standing?.status, isRejected }
}
