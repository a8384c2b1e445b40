import { Pressable, StyleSheet } from 'react-native'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { radius, target } from '../theme/tokens.ts'
import { useTheme } from '../theme/useTheme.ts'

type Props = { icon: IconName; label: string; onPress: () => void; testID?: string; opens?: 'dialog' }

/** A button with only an icon; its label says what it does. */
export function IconButton({ icon, label, onPress, testID, opens }: Props) {
  const { colors } = useTheme()
  return (
    <Pressable
      testID={testID}
      role="button"
      aria-label={label}
      aria-haspopup={opens}
      onPress={onPress}
      style={({ pressed }) => [styles.button, pressed && styles.pressed]}
    >
      <Icon name={icon} color={colors.text} strokeWidth={icon === 'more' ? 3.2 : 2} />
    </Pressable>
  )
}

const styles = StyleSheet.create({
  button: { width: target.min, height: target.min, alignItems: 'center', justifyContent: 'center', borderRadius: radius.s },
  pressed: { opacity: 0.7 },
})
