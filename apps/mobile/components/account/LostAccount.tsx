import { useRouter } from 'expo-router'
import { useState } from 'react'
import { useSession } from '../../store/hooks.ts'
import { useEngine } from '../../sync/views/engineContext.ts'
import { finishedWorkouts } from '../../sync/account/takeAlong.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { Text } from '../theme/Text.tsx'
import { doorWords } from '../words/doorWords.ts'

/** For when the server no longer knows the account: make it again, or export everything as files. */
export function LostAccount({ onMake }: { onMake: () => void }) {
  const router = useRouter()
  const training = useTraining()
  const [open, setOpen] = useState(false)
  if (!open) {
    return <Button testID="lost-account" look="plain" label="This server doesn't know my account" onPress={() => setOpen(true)} />
  }
  return (
    <Notice testID="lost-account-notice" title="Is your account gone from the server?">
      <Text tone="muted">{doorWords.lost(training, here)}</Text>
      <Button testID="lost-account-make" label="Make a new account here" disabled={training} onPress={onMake} />
      <Button testID="lost-account-export" look="plain" label="Export everything" onPress={() => router.push('/data')} />
    </Notice>
  )
}

/** This button moves what was logged on this device to the new account; it does not move otherwise. */
export function TakeAlong({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  const engine = useEngine()
  const [workouts] = useState(() => finishedWorkouts(engine).length)
  if (workouts === 0) return null
  return <Button testID="sign-in-take-along" look="primary" label={doorWords.takeAlong(workouts)} busy={busy} onPress={onPress} />
}

/** A workout with sets is under way. */
function useTraining(): boolean {
  return useSession(({ sessionId, ended, actualSets }) => sessionId !== null && ended === null && Object.keys(actualSets).length > 0)
}
