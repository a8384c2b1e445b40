import { useSession } from '../../store/hooks.ts'
import { useEmptyStart } from '../../sync/views/useEmptyStart.ts'
import { Button } from '../controls/Button.tsx'

const labels = { own: 'Discard this empty workout', planned: 'Take the start back' }

/** Undoes a start without a set: an unplanned workout is deleted, a planned one is to do again. Shows nothing once a set was logged. */
export function TakeStartBack({ sessionId, onTakenBack }: { sessionId: string; onTakenBack?: () => void }) {
  const kind = useEmptyStart(sessionId)
  const discard = useSession((session) => session.discard)
  return (
    kind && (
      <Button
        testID={kind === 'own' ? 'session-discard' : 'session-take-back'}
        look="plain"
        label={labels[kind]}
        onPress={() => discard(sessionId, (saved) => saved && onTakenBack?.())}
      />
    )
  )
}
