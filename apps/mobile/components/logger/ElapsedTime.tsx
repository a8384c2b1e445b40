import { useSession, useSessionStore } from '../../store/hooks.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { elapsedWords, shortDayWords } from '../words/times.ts'

/**
 * How long the session has been going on, or its day once nothing was lifted for hours. Computed from the clock, so it survives a restart.
 */
export function ElapsedTime() {
  const store = useSessionStore()
  useNow(1000)
  const ms = store.getState().elapsedMs()
  if (ms === null) return <SessionDay />
  return (
    <Text testID="session-elapsed" look="small" tone="muted" tabular role="timer" aria-live="off">
      {elapsedWords(ms)}
    </Text>
  )
}

/** The day of the current session. */
export function SessionDay() {
  const day = useSession((session) => session.scheduledOn)
  const now = useNow()
  return (
    <Text testID="session-day" look="small" tone="muted" tabular>
      {day === '' ? '' : shortDayWords(day, now)}
    </Text>
  )
}
