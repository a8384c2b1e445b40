import { StyleSheet, View } from 'react-native'
import { useSession, useShare, useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Notice } from '../controls/Notice.tsx'
import { fileName } from './ExportSheet.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { notSavedWords } from '../words/notSavedWords.ts'

/** Storage refused the lifter's last act. The notice stays until it is stored. Nothing looks saved, and the numbers stay in the cells. */
export function NotSaved() {
  const notSaved = useSession((session) => session.notSaved)
  const sessionId = useSession((session) => session.sessionId)
  const title = useSession((session) => session.title)
  const freeSpace = useSync((sync) => sync.freeSpace)
  const exportSession = useSync((sync) => sync.exportSession)
  const share = useShare()
  if (!notSaved) return null
  const words = notSavedWords(notSaved)
  return (
    <View style={styles.around}>
      <Notice testID="not-saved" tone="attention" icon="attention" urgent title={words.title}>
        <Text look="small">{words.body}</Text>
        <View style={styles.actions}>
          <Button testID="not-saved-free" label={notSaved.why === 'full' ? 'Free space' : 'Try again'} onPress={freeSpace} />
          {sessionId !== null && (
            <Button
              testID="not-saved-share"
              look="plain"
              label="Share workout as text"
              onPress={() => void share.text(`${fileName(title)}.txt`, 'text/plain', exportSession(sessionId).text)}
            />
          )}
        </View>
      </Notice>
    </View>
  )
}

const styles = StyleSheet.create({
  around: { width: '100%', maxWidth: contentWidthMax, alignSelf: 'center' },
  actions: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s },
})
