import { useRouter } from 'expo-router'
import { useSession, useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Notice } from '../controls/Notice.tsx'
import { canReload, reloadNewVersion } from '../install/ServiceWorker'
import { Text } from '../theme/Text.tsx'
import { toSend } from '../words/toSend.ts'

/** Sending is paused until a person does something. Logging is not. */
export function PausedNotice() {
  const router = useRouter()
  const paused = useSync((sync) => sync.paused)
  const waiting = useSync((sync) => sync.waiting.length)
  const training = useSession((session) => session.sessionId !== null && !session.isOver)
  if (paused === null) return null
  if (paused === 'signIn') {
    return (
      <Notice testID="paused-sign-in" title={`Sign in again to ${toSend(waiting)}`}>
        <Text tone="muted">You can keep logging. Nothing is lost.</Text>
        <Button testID="sign-in-again" label="Sign in" onPress={() => router.push('/sign-in')} />
      </Notice>
    )
  }
  return (
    <Notice testID="paused-update" title={`Update to ${toSend(waiting)}`}>
      <Text tone="muted">{canReload && training ? 'Nothing is lost. Finish this workout first, then reload.' : 'Nothing is lost.'}</Text>
      {canReload && !training && <Button testID="update-now" label="Reload" onPress={reloadNewVersion} />}
    </Notice>
  )
}
