import { Pressable, StyleSheet } from 'react-native'
import { Icon } from '../controls/Icon.tsx'
import type { IconName } from '../controls/Icon.tsx'
import { usePressAtOnce } from '../touch/pressAtOnce.ts'
import { radius, type } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

type Props = {
  testID: string
  label: string
  look: 'digit' | 'tool' | 'chosen' | 'next'
  words?: string
  /** The other of two values, smaller: what the key would switch to. */
  under?: string
  icon?: IconName
  /** For one of several keys, whether it is the chosen one. */
  checked?: boolean
  /** On a low screen the keys are lower too. */
  low: boolean
  onPress: () => void
}

/** One key of the keypad. It acts when the finger touches it, not when it lifts. */
export function KeypadKey({ testID, label, look, words, under, icon, checked, low, onPress }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const press = usePressAtOnce(onPress)
  const tone = look === 'chosen' ? 'onAccent' : look === 'next' ? 'accent' : 'text'
  return (
    <Pressable
      testID={testID}
      role={checked === undefined ? 'button' : 'radio'}
      aria-checked={checked}
      aria-label={label}
      {...press}
      style={({ pressed }) => [styles.key, low && styles.low, styles[look], pressed && styles.pressed]}
    >
      {icon && <Icon name={icon} color={colors.text} size={26} />}
      {words !== undefined && (
        <Text
          look={look === 'digit' || look === 'chosen' ? 'heading' : 'strong'}
          tabular
          tone={tone}
          maxFontSizeMultiplier={1.5}
          style={(look === 'digit' || look === 'chosen') && (low ? styles.lowFigure : styles.figure)}
        >
          {words}
        </Text>
      )}
      {under !== undefined && (
        <Text look="label" tone="muted" maxFontSizeMultiplier={1.5}>
          {under}
        </Text>
      )}
    </Pressable>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    key: {
      flex: 1,
      minHeight: 52,
      flexDirection: 'row',
      gap: 6,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.m,
      borderWidth: 1,
      borderColor: 'transparent',
    },
    low: { minHeight: 44 },
    digit: { backgroundColor: colors.raised },
    lowFigure: { fontSize: 19, lineHeight: 24 },
    figure: { fontSize: 24, lineHeight: 30, fontWeight: type.number.fontWeight },
    tool: { backgroundColor: colors.surface, borderColor: colors.hairline },
    chosen: { backgroundColor: colors.accent },
    next: { backgroundColor: colors.accentTint, borderColor: colors.accent },
    pressed: { backgroundColor: colors.outline },
  }),
)
