import { useState } from 'react'
import { useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { whenWords } from '../words/times.ts'
import { ChangeRow } from './ChangeRow.tsx'
import { Group } from './Group.tsx'

const SHOWN_FIRST = 5

/** What the server applied lately: the last 50 changes of the last 7 days. */
export function SentGroup() {
  const sent = useSync((sync) => sync.sent)
  const now = useNow()
  const [all, setAll] = useState(false)
  const shown = all ? sent : sent.slice(0, SHOWN_FIRST)
  return (
    <Group testID="sync-sent" name="Sent">
      {sent.length === 0 && <Text tone="muted">Nothing in the last 7 days.</Text>}
      {shown.map(({ operation, at }) => (
        <ChangeRow
          key={operation.id}
          testID={`sync-sent-${operation.id}`}
          operation={operation}
          icon="twoTicks"
          tone="ok"
          became={`Saved on server ${whenWords(at, now)}`}
        />
      ))}
      {sent.length > SHOWN_FIRST && (
        <Button testID="sync-sent-all" look="plain" label={all ? 'Show fewer' : `Show all ${sent.length}`} onPress={() => setAll(!all)} />
      )}
    </Group>
  )
}
