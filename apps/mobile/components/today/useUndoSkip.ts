import type { SessionView } from '../../sync/session/overlay.ts'
import { useTakeSkipBack } from '../../sync/views/useSkipSession.ts'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { useStart } from '../session/useStart.ts'

/**
 * Takes a skip back. One that is still here is discarded. One that went out cannot be called back: then the session is
 * started, because a logged set beats a skip, and that is said.
 */
export function useUndoSkip(): (session: SessionView) => void {
  const takeBack = useTakeSkipBack()
  const start = useStart()
  const { show } = useSnackbar()
  return (session) => {
    if (takeBack(session.id)) return show({ words: `‘${session.title}’ is to do again.` })
    show({
      words: 'The skip is on its way to the server already. Log a set, and the session counts as done, not skipped.',
      on: `/session/${session.id}`,
    })
    start(session)
  }
}
