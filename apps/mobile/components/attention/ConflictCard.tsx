import { useRouter } from 'expo-router'
import { StyleSheet, View } from 'react-native'
import { useSession, useSync } from '../../store/hooks.ts'
import type { OpenConflict } from '../../sync/engine/conflicts.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { Button } from '../controls/Button.tsx'
import { device } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { conflictWords } from '../words/conflictWords.ts'

/** The conflicts of one session, or of all, until the lifter acknowledges them. Never shown during a workout. */
export function ConflictCards({ sessionId }: { sessionId?: string }) {
  const conflicts = useSync((sync) => sync.conflicts)
  const training = useSession((session) => session.sessionId !== null && !session.isOver)
  if (training) return null
  return conflicts
    .filter((conflict) => sessionId === undefined || conflict.sessionId === sessionId)
    .map((conflict) => <ConflictCard key={conflict.sessionId} conflict={conflict} />)
}

function ConflictCard({ conflict }: { conflict: OpenConflict }) {
  const router = useRouter()
  const now = useNow()
  const { sessionId } = conflict
  const { session } = useSessionView(sessionId)
  const acknowledgeConflict = useSync((sync) => sync.acknowledgeConflict)
  return (
    <Notice testID={`meeting-${sessionId}`} title={`Two logs of ${session?.title ?? 'a workout'}`}>
      <Text tabular>{conflictWords(conflict, now, device)}</Text>
      <View style={styles.actions}>
        <Button
          testID={`meeting-compare-${sessionId}`}
          label="See the other version"
          onPress={() => router.push({ pathname: '/session/revisions/[sessionId]', params: { sessionId } })}
        />
        <Button testID={`meeting-ok-${sessionId}`} look="plain" label="OK" onPress={() => acknowledgeConflict(sessionId)} />
      </View>
    </Notice>
  )
}

const styles = StyleSheet.create({ actions: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s } })
