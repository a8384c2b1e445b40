import type { Operation } from '@holdfast/outbox'
import { useSync } from '../../store/hooks.ts'
import { useNow } from '../controls/useNow.ts'
import { silenceWords, waitingWords } from '../words/waitingWords.ts'
import { ChangeRow } from './ChangeRow.tsx'
import { Details } from '../attention/Details.tsx'

/** One change that has not reached the server yet: why not, and when it is tried again. */
export function WaitingRow({ operation }: { operation: Operation }) {
  const now = useNow()
  const why = useSync(({ banner, paused, sending, lastSilence, nextAttemptAt }) =>
    waitingWords({ banner, paused, sending, lastSilence, nextAttemptAt }, now),
  )
  const lastSilence = useSync((sync) => sync.lastSilence)
  const attempts = useSync((sync) => sync.attemptsOf(operation.id))
  return (
    <ChangeRow testID={`sync-waiting-${operation.id}`} operation={operation} icon="tickWaiting" tone="waiting" became={why}>
      <Details
        testID={`sync-details-${operation.id}`}
        lines={[
          `Operation ${operation.id}`,
          `${operation.method} ${operation.endpoint}`,
          `Tried ${attempts === 1 ? 'once' : `${attempts} times`} since the app was opened`,
          `Last answer: ${silenceWords(lastSilence)}`,
        ]}
      />
    </ChangeRow>
  )
}
