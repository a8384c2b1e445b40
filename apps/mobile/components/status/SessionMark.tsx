import { StyleSheet, View } from 'react-native'
import type { SessionView } from '../../sync/session/overlay.ts'
import { here } from '../words/device.ts'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { SetMarkIcon } from './SetMarkIcon.tsx'
import { viewMark } from '../words/viewMark.ts'
import { useWhenSent } from './useWhenSent.ts'

/** Where a finished or skipped session is saved, live: on this device, then on the server. */
export function SessionMark({ sync, testID }: { sync: SessionView['sync']; testID: string }) {
  const whenSent = useWhenSent()
  const words = {
    server: 'Saved on server',
    waiting: `Saved ${here}. ${whenSent ?? 'Sending…'}`,
    attention: 'Needs your attention',
    here: `Kept ${here} only. It isn't sent.`,
  }[sync]
  return (
    <View style={styles.line}>
      <SetMarkIcon mark={viewMark(sync)} testID={testID} size={22} />
      <Text look="small" tone={sync === 'attention' ? 'attention' : 'muted'} style={styles.words}>
        {words}
      </Text>
    </View>
  )
}

const styles = StyleSheet.create({ line: { flexDirection: 'row', alignItems: 'center', gap: space.s }, words: { flex: 1 } })
