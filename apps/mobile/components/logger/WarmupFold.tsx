import { Pressable, StyleSheet } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { Icon } from '../controls/Icon.tsx'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useTheme } from '../theme/useTheme.ts'
import type { SetPlace } from '../session/sessionRows.ts'

/** Folds the warm-ups, and shows how many of them are logged. */
export function WarmupFold({ warmups, open, onToggle }: { warmups: readonly SetPlace[]; open: boolean; onToggle: () => void }) {
  const { colors } = useTheme()
  const done = useSession((session) => warmups.filter(({ setId }) => session.actualSets[setId]).length)
  return (
    <Pressable
      testID={`warmups-${warmups[0]?.setId}`}
      role="button"
      aria-expanded={open}
      aria-label={`Warm-up, ${done} of ${warmups.length} logged`}
      onPress={onToggle}
      style={styles.fold}
    >
      <Icon name={open ? 'up' : 'down'} color={colors.muted} size={18} />
      <Text look="label" tone="muted" tabular>
        {open ? 'Warm-up' : `Warm-up · ${done} of ${warmups.length} logged`}
      </Text>
    </Pressable>
  )
}

const styles = StyleSheet.create({
  fold: { minHeight: target.min, flexDirection: 'row', alignItems: 'center', gap: space.s, alignSelf: 'flex-start' },
})
