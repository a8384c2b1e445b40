import type { Weight } from '@holdfast/contract'
import { Pressable, StyleSheet, View } from 'react-native'
import { useSettings } from '../../store/hooks.ts'
import { spacePresses } from '../onWeb.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { number } from '../words/amounts.ts'

/** The plates a gym may have, heaviest first. */
const sizes: Record<Weight['unit'], readonly number[]> = {
  kg: [25, 20, 15, 10, 5, 2.5, 2, 1.25, 1, 0.5],
  lb: [55, 45, 35, 25, 10, 5, 2.5, 1.25],
}

/** Which plates there are: each is on or off. */
export function PlateChoice({ unit }: { unit: Weight['unit'] }) {
  const styles = useStyles()
  const plates = useSettings(({ platesKg, platesLb }) => (unit === 'kg' ? platesKg : platesLb))
  const set = useSettings((settings) => settings.set)
  const toggle = (size: number) => {
    const next = plates.includes(size) ? plates.filter((plate) => plate !== size) : [...plates, size].sort((a, b) => b - a)
    set(unit === 'kg' ? { platesKg: next } : { platesLb: next })
  }
  return (
    <View role="group" aria-label="Plates" style={styles.group}>
      {sizes[unit].map((size) => {
        const on = plates.includes(size)
        return (
          <Pressable
            key={size}
            testID={`settings-plate-${size}`}
            role="checkbox"
            aria-checked={on}
            aria-label={`${number(size)} ${unit} plate`}
            onPress={() => toggle(size)}
            {...spacePresses(() => toggle(size))}
            style={({ pressed }) => [styles.chip, on && styles.on, pressed && styles.pressed]}
          >
            <Text look="strong" tabular tone={on ? 'text' : 'muted'} style={!on && styles.struck}>
              {number(size)}
            </Text>
          </Pressable>
        )
      })}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    group: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s },
    chip: {
      minHeight: target.min,
      minWidth: target.check,
      paddingHorizontal: space.m,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: colors.hairline,
    },
    on: { borderWidth: 2, borderColor: colors.accent, backgroundColor: colors.accentTint },
    struck: { textDecorationLine: 'line-through' },
    pressed: { opacity: 0.75 },
  }),
)
