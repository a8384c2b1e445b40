import { useShallow } from 'zustand/react/shallow'
import { useSession, useSync } from '../../store/hooks.ts'
import { subjectOf } from '../../sync/session/operations.ts'
import { AttentionNotice } from '../attention/AttentionNotice.tsx'
import { useLogger } from '../session/loggerContext.ts'

/**
 * Rejections of this session that no row shows: of its end, and of a set that is no longer logged on this device. A logged set shows its
 * own.
 */
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
