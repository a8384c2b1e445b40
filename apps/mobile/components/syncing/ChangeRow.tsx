import type { Operation } from '@holdfast/outbox'
import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { Icon } from '../controls/Icon.tsx'
import type { IconName } from '../controls/Icon.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { useNow } from '../controls/useNow.ts'
import { didOf, didWords } from '../words/didWords.ts'
import { whenWords } from '../words/times.ts'

type Props = {
  operation: Operation
  icon: IconName
  tone: 'ok' | 'muted' | 'waiting'
  /** What became of it, shown after the time it was logged. */
  became: string
  testID: string
  children?: ReactNode
}

/** One act of the lifter: what, when, and whether the server has it. */
export function ChangeRow({ operation, icon, tone, became, testID, children }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const now = useNow()
  const did = didOf(operation)
  const { session } = useSessionView(did.sessionId ?? '')
  return (
    <View testID={testID} style={styles.row}>
      <View style={styles.line}>
        <Icon name={icon} color={tone === 'muted' ? colors.muted : colors.ok} accent={colors.waiting} size={22} />
        <View style={styles.words}>
          <Text>{`${didWords(did, session)} · logged ${whenWords(operation.createdAt, now)}`}</Text>
          <Text look="small" tone="muted" tabular>
            {became}
          </Text>
        </View>
      </View>
      {children}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: { minHeight: 52, paddingVertical: space.s, borderTopWidth: 1, borderTopColor: colors.hairline },
    line: { flexDirection: 'row', alignItems: 'center', gap: space.m },
    words: { flex: 1 },
  }),
)
