import { Pressable, StyleSheet, View } from 'react-native'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

type Props = {
  label: string
  onPress: () => void
  /** One `primary` per screen: the thing to do now. */
  look?: 'primary' | 'second' | 'plain' | 'danger'
  /** A smaller line under the label that says what the button is about. */
  under?: string
  icon?: IconName
  busy?: boolean
  disabled?: boolean
  testID?: string
  accessibleLabel?: string
}

/** A button large enough for a tired thumb. */
export function Button({ label, onPress, look = 'second', under, icon, busy = false, disabled = false, testID, accessibleLabel }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const tone =
    look === 'primary'
      ? disabled
        ? 'muted'
        : 'onAccent'
      : look === 'danger'
        ? 'attention'
        : disabled
          ? 'muted'
          : look === 'plain'
            ? 'accent'
            : 'text'
  return (
    <Pressable
      testID={testID}
      role="button"
      aria-label={accessibleLabel ?? (under === undefined ? label : `${label}, ${under}`)}
      aria-disabled={disabled || busy}
      aria-busy={busy}
      disabled={disabled || busy}
      onPress={onPress}
      style={({ pressed }) => [styles.base, styles[look], disabled && look === 'primary' && styles.off, pressed && styles.pressed]}
    >
      {icon && <Icon name={icon} color={colors[tone]} size={20} />}
      <View style={styles.words}>
        <Text look={look === 'primary' ? 'number' : 'strong'} tone={tone} style={styles.label}>
          {busy ? `${label}…` : label}
        </Text>
        {under !== undefined && (
          <Text look="label" tone={tone} style={styles.label}>
            {under}
          </Text>
        )}
      </View>
    </Pressable>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    base: {
      minHeight: target.min,
      borderRadius: radius.m,
      paddingHorizontal: space.l,
      paddingVertical: space.s,
      flexDirection: 'row',
      alignItems: 'center',
      justifyContent: 'center',
      gap: space.s,
    },
    words: { flexShrink: 1, alignItems: 'center' },
    label: { textAlign: 'center' },
    primary: { minHeight: target.primary, backgroundColor: colors.accent },
    off: { backgroundColor: colors.raised },
    second: { borderWidth: 1, borderColor: colors.outline },
    danger: { borderWidth: 1, borderColor: colors.attention },
    plain: {},
    pressed: { opacity: 0.75 },
  }),
)
