import { useRouter } from 'expo-router'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { IconButton } from '../controls/IconButton.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { AddExercise } from '../exercises/AddExercise.tsx'
import { useLogger } from '../session/loggerContext.ts'
import { TakeStartBack } from '../today/TakeStartBack.tsx'
import { useChangeWords } from './useChangeWords.ts'

/** The menu of the whole session: add an exercise, undo recent changes, leave an empty session. */
export function SessionMenu() {
  const [shows, setShows] = useState<'nothing' | 'menu' | 'picker'>('nothing')
  const close = () => setShows('nothing')
  return (
    <>
      <IconButton testID="session-menu" icon="more" label="More for this workout" opens="dialog" onPress={() => setShows('menu')} />
      <Sheet
        testID="session-sheet"
        open={shows !== 'nothing'}
        title={shows === 'picker' ? 'Add an exercise' : 'This workout'}
        onClose={close}
      >
        {shows === 'picker' && <AddExercise onDone={close} />}
        {shows === 'menu' && (
          <>
            <Button testID="menu-add-exercise" icon="plus" label="Add an exercise" onPress={() => setShows('picker')} />
            <RecentChanges />
            <LeaveEmpty />
            <Button testID="session-menu-close" look="plain" label="Close" onPress={close} />
          </>
        )}
      </Sheet>
    </>
  )
}

function LeaveEmpty() {
  const router = useRouter()
  const { sessionId } = useLogger()
  return <TakeStartBack sessionId={sessionId} onTakenBack={() => router.dismissTo('/today')} />
}

/** Undo for recent changes, newest first. It does not expire after eight seconds, nor with a restart. */
function RecentChanges() {
  const changes = useSession((session) => session.changes)
  const undo = useSession((session) => session.undo)
  const words = useChangeWords()
  return (
    <View role="group" aria-label="Recent changes" style={styles.changes}>
      <Text look="label" tone="muted">
        Recent changes
      </Text>
      {changes.length === 0 && <Text tone="muted">Nothing to take back.</Text>}
      {changes.toReversed().map((change, at) => (
        <View key={changes.length - at} testID="recent-change" style={styles.change}>
          <Text style={styles.words}>{words(change)}</Text>
          <Button testID={`undo-${at}`} label="Undo" accessibleLabel={`Undo. ${words(change)}`} onPress={() => undo(change)} />
        </View>
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  changes: { gap: space.s },
  change: { flexDirection: 'row', alignItems: 'center', gap: space.m },
  words: { flex: 1 },
})
