import type { SessionView } from '../../sync/session/overlay.ts'
import { useTakeSkipBack } from '../../sync/views/useSkipSession.ts'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { useStart } from '../session/useStart.ts'

/**
 * Undoes a skip. One that still waits is discarded. One that was sent cannot be recalled: then the session is started, because a logged set
 * wins over a skip, and the lifter is told so.
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
