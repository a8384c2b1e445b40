import { StyleSheet, View } from 'react-native'
import { Icon } from '../Icon.tsx'
import { LinkPress } from '../LinkPress.tsx'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

type Props = { label: string; note?: string; onPress: () => void; testID: string }

/** The way to another page. */
export function LinkRow({ label, note, onPress, testID }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  return (
    <LinkPress
      testID={testID}
      aria-label={note === undefined ? label : `${label}. ${note}`}
      onPress={onPress}
      style={({ pressed }) => [styles.row, pressed && styles.pressed]}
    >
      <View style={styles.words}>
        <Text look="strong">{label}</Text>
        {note !== undefined && (
          <Text look="small" tone="muted">
            {note}
          </Text>
        )}
      </View>
      <Icon name="forward" color={colors.muted} size={20} />
    </LinkPress>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: {
      minHeight: target.check,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingVertical: space.s,
      borderTopWidth: 1,
      borderTopColor: colors.hairline,
    },
    words: { flex: 1 },
    pressed: { opacity: 0.75 },
  }),
)
