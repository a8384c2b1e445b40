import { useEffect, useRef } from 'react'
import { useSession } from '../../store/hooks.ts'
import type { SessionLog } from '../../sync/sessionLog.ts'
import { useSnackbar } from '../Snackbar.tsx'

/** Offers, for a moment after a session was finished here, to go on with it. Later there is Edit. */
export function useFinishUndo(sessionId: string, ended: SessionLog['ended']): void {
  const { show } = useSnackbar()
  const reopen = useSession((session) => session.reopen)
  const seen = useRef(ended)
  useEffect(() => {
    if (ended === seen.current) return
    seen.current = ended
    if (ended?.at === 'finished') show({ words: 'Workout finished.', undo: () => reopen(sessionId) })
  }, [ended, reopen, sessionId, show])
}
