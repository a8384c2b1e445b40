import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

type Props = { lines: readonly { key: string; name: string; words: string }[] }

/** A session as a list: what on the left, how much on the right. */
export function Ledger({ lines }: Props) {
  const styles = useStyles()
  return (
    <View>
      {lines.map(({ key, name, words }) => (
        <View key={key} style={styles.line}>
          <Text style={styles.name}>{name}</Text>
          <Text look="strong" tabular style={styles.amount}>
            {words}
          </Text>
        </View>
      ))}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    line: {
      minHeight: 48,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingVertical: space.s,
      borderTopWidth: 1,
      borderTopColor: colors.hairline,
    },
    name: { flex: 1 },
    amount: { flexShrink: 0, textAlign: 'right' },
  }),
)
