import { useSession } from '../../store/hooks.ts'
import { Button } from '../Button.tsx'

/** Lets go of a workout that was started here and holds nothing: the server never hears of it. */
export function DiscardEmpty({ sessionId, onDiscarded }: { sessionId: string; onDiscarded?: () => void }) {
  const discard = useSession((session) => session.discard)
  return (
    <Button
      testID="session-discard"
      look="plain"
      label="Discard this empty workout"
      onPress={() => discard(sessionId, (saved) => saved && onDiscarded?.())}
    />
  )
}
