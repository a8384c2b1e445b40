import { useRouter } from 'expo-router'
import { useFeel, useSession } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { workoutTitle } from '../words/times.ts'
import { localDay } from '../../sync/session/localDay.ts'

/** Starts a workout without a plan: for a lifter without a programme, and for a day without a session. Works offline. */
export function StartEmpty({ look }: { look: 'primary' | 'second' }) {
  const router = useRouter()
  const feel = useFeel()
  const { hide } = useSnackbar()
  const startUnplanned = useSession((session) => session.startUnplanned)
  const nowMs = useSession((session) => session.nowMs)
  const start = () => {
    hide()
    startUnplanned(workoutTitle(nowMs()), localDay(nowMs()), (saved, sessionId) =>
      saved ? router.push({ pathname: '/session/[sessionId]', params: { sessionId } }) : feel.refused(),
    )
  }
  return <Button testID="start-empty" look={look} label="Start an empty workout" onPress={start} />
}
