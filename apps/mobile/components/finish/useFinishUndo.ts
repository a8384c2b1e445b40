import { useEffect, useRef } from 'react'
import { useSession } from '../../store/hooks.ts'
import type { SessionLog } from '../../sync/session/sessionLog.ts'
import { useWhileEndStands } from '../../sync/views/useWhileEndStands.ts'
import { useSnackbar } from '../controls/Snackbar.tsx'

/** For a moment after a finish on this device, offers to undo it, as long as that finish counts. Later there is Edit. */
export function useFinishUndo(sessionId: string, ended: SessionLog['ended']): void {
  const { show } = useSnackbar()
  const reopen = useSession((session) => session.reopen)
  const whileEndStands = useWhileEndStands()
  const seen = useRef(ended)
  useEffect(() => {
    if (ended === seen.current) return
    seen.current = ended
    if (ended?.at !== 'finished') return
    show({ words: 'Workout finished.', undo: () => reopen(sessionId), during: whileEndStands(sessionId) })
  }, [ended, reopen, sessionId, show, whileEndStands])
}
