import type { Weight } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import { useSettings } from '../../store/hooks.ts'
import { Chip } from '../controls/Chip.tsx'
import { space, target } from '../theme/tokens.ts'
import { number } from '../words/amounts.ts'

/** The plates a gym may have, heaviest first. */
const sizes: Record<Weight['unit'], readonly number[]> = {
  kg: [25, 20, 15, 10, 5, 2.5, 2, 1.25, 1, 0.5],
  lb: [55, 45, 35, 25, 10, 5, 2.5, 1.25],
}

/** Chooses the available plates: each is on or off. */
export function PlateChoice({ unit }: { unit: Weight['unit'] }) {
  const plates = useSettings(({ platesKg, platesLb }) => (unit === 'kg' ? platesKg : platesLb))
  const set = useSettings((settings) => settings.set)
  const toggle = (size: number) => {
    const next = plates.includes(size) ? plates.filter((plate) => plate !== size) : [...plates, size].sort((a, b) => b - a)
    set(unit === 'kg' ? { platesKg: next } : { platesLb: next })
  }
  return (
    <View role="group" aria-label="Plates" style={styles.group}>
      {sizes[unit].map((size) => (
        <Chip
          key={size}
          role="checkbox"
          testID={`settings-plate-${size}`}
          on={plates.includes(size)}
          words={number(size)}
          spoken={`${number(size)} ${unit} plate`}
          onPress={() => toggle(size)}
          style={styles.plate}
        />
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  group: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s },
  plate: { minWidth: target.check },
})
