import { useShallow } from 'zustand/react/shallow'
import { useSession, useSync } from '../../store/hooks.ts'
import { subjectOf } from '../../sync/session/operations.ts'
import { AttentionNotice } from '../attention/AttentionNotice.tsx'
import { useLogger } from '../session/loggerContext.ts'

/** What the server rejected of this session and no row says: its end, and a set that is not logged here any more. A logged set says so in its row. */
export function EndNotice() {
  const { sessionId } = useLogger()
  const actualSets = useSession((session) => session.actualSets)
  const attention = useSync(
    useShallow((sync) =>
      sync.attention.filter(({ operation }) => {
        const subject = subjectOf(operation)
        return subject?.sessionId === sessionId && (subject.setId === null || !(subject.setId in actualSets))
      }),
    ),
  )
  return <AttentionNotice testID="session-attention" attention={attention} />
}
