import type { Operation } from '@holdfast/outbox'
import { StyleSheet, View } from 'react-native'
import { useSessionView } from '../../sync/useSessionView.ts'
import { Icon } from '../Icon.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { useNow } from '../useNow.ts'
import { didOf, didWords } from '../words/didWords.ts'
import { whenWords } from '../words/times.ts'

/** One thing the lifter did that has not reached the server yet. */
export function WaitingRow({ operation }: { operation: Operation }) {
  const { colors } = useTheme()
  const styles = useStyles()
  const now = useNow()
  const did = didOf(operation)
  const { session } = useSessionView(did.sessionId ?? '')
  return (
    <View testID={`sync-waiting-${operation.id}`} style={styles.row}>
      <Icon name="tickWaiting" color={colors.ok} accent={colors.waiting} size={22} />
      <View style={styles.words}>
        <Text>{didWords(did, session)}</Text>
        <Text look="small" tone="muted" tabular>
          {`Logged ${whenWords(operation.createdAt, now)}`}
        </Text>
      </View>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: {
      minHeight: 52,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingVertical: space.s,
      borderTopWidth: 1,
      borderTopColor: colors.hairline,
    },
    words: { flex: 1 },
  }),
)
