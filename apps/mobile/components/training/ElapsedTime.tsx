import { Text } from '../theme/Text.tsx'
import { useNow } from '../useNow.ts'
import { elapsedWords } from '../words/times.ts'

/** How long the session has been going on. Read from the clock, never counted, so it survives anything. */
export function ElapsedTime({ startedAt }: { startedAt: string }) {
  const now = useNow(1000)
  return (
    <Text look="small" tone="muted" tabular role="timer" aria-live="off">
      {elapsedWords(now - Date.parse(startedAt))}
    </Text>
  )
}
