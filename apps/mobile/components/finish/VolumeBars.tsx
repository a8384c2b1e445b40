import { StyleSheet, View } from 'react-native'
import { useSettings } from '../../store/hooks.ts'
import { ProgressBar } from '../controls/ProgressBar.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { volumeWords } from '../words/amounts.ts'

/** Planned and lifted volume on one scale. Shows nothing without loads. */
export function VolumeBars({ plannedKg, doneKg }: { plannedKg: number; doneKg: number }) {
  const unit = useSettings((settings) => settings.unit)
  const most = Math.max(plannedKg, doneKg)
  if (most === 0) return null
  const bars = [...(plannedKg > 0 ? [['Planned', plannedKg, 'muted'] as const] : []), ['Lifted', doneKg, 'accent'] as const]
  return (
    <View style={styles.bars}>
      {bars.map(([name, kilograms, tone]) => (
        <View key={name} style={styles.bar}>
          <View style={styles.words}>
            <Text look="label" tone="muted">{`${name} volume`}</Text>
            <Text look="strong" tabular>
              {volumeWords(kilograms, unit)}
            </Text>
          </View>
          <ProgressBar share={kilograms / most} label={`${name} volume`} tone={tone} height={12} />
        </View>
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  bars: { gap: space.l },
  bar: { gap: space.s },
  words: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'baseline' },
})
