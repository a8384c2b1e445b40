import { Pressable, StyleSheet } from 'react-native'
import type { StyleProp, ViewStyle } from 'react-native'
import { keepsFocus, spacePresses } from '../touch/onWeb.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

type Props = {
  /** `radio`: one of a few, filled when chosen. `checkbox`: independent, struck through when off. */
  role: 'radio' | 'checkbox'
  on: boolean
  words: string
  spoken?: string | undefined
  onPress: () => void
  testID?: string | undefined
  style?: StyleProp<ViewStyle>
}

/** A small word or number that is chosen or not; the state is never shown by colour alone. */
export function Chip({ role, on, words, spoken = words, onPress, testID, style }: Props) {
  const styles = useStyles()
  const isOff = role === 'checkbox' && !on
  return (
    <Pressable
      testID={testID}
      role={role}
      aria-checked={on}
      aria-label={spoken}
      onPress={onPress}
      {...spacePresses(onPress)}
      {...keepsFocus()}
      style={({ pressed }) => [styles.chip, on && styles[role], isOff && styles.off, style, pressed && styles.pressed]}
    >
      <Text look="strong" tabular tone={isOff ? 'muted' : on && role === 'radio' ? 'onAccent' : 'text'} style={isOff && styles.struck}>
        {words}
      </Text>
    </Pressable>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    chip: {
      minHeight: target.min,
      minWidth: target.min,
      paddingHorizontal: space.m,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: colors.outline,
    },
    radio: { backgroundColor: colors.accent, borderColor: colors.accent },
    checkbox: { borderWidth: 2, borderColor: colors.accent, backgroundColor: colors.accentTint },
    off: { borderColor: colors.hairline },
    struck: { textDecorationLine: 'line-through' },
    pressed: { opacity: 0.75 },
  }),
)
