import { useSync } from '../../store/hooks.ts'
import { isWeb } from '../words/device.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { backgroundWords, runWords } from '../words/syncWords.ts'
import { Group } from './Group.tsx'

const SHOWN = 5

/** The background runs in which the system let the app send, and their results. */
export function RunsGroup() {
  const runs = useSync((sync) => sync.backgroundRuns)
  const now = useNow()
  return (
    <Group testID="sync-background" name="In the background">
      <Text tone="muted">{backgroundWords(runs[0] ?? null, isWeb)}</Text>
      {!isWeb &&
        runs.slice(0, SHOWN).map((run) => (
          <Text key={run.at} look="small" tabular>
            {runWords(run, now)}
          </Text>
        ))}
    </Group>
  )
}
