import { ScrollView, StyleSheet, View } from 'react-native'
import { Chips } from '../controls/Chips.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { number } from '../words/amounts.ts'
import { cellText, decimalMark } from '../words/decimalMark.ts'
import { rpeChoices, rpeWords } from '../words/rpe.ts'
import { KeypadKey } from './KeypadKey.tsx'
import { UnitKey } from './KeyRows.tsx'
import type { KeysProps } from './KeyRows.tsx'

/** For a real keyboard: up, down and the unit, or the values of RPE; and what its keys do. */
export function StepKeys(props: KeysProps) {
  return (
    <View style={styles.all}>
      <Steps {...props} />
      <Text look="label" tone="muted">
        ↑ ↓ one step · Enter logs · Shift + Tab to these keys
      </Text>
    </View>
  )
}

function Steps({ field, name, row }: KeysProps) {
  const { text, placeholder, number: inCell } = row.cells[field]
  if (field === 'rpe') {
    return (
      <ScrollView horizontal showsHorizontalScrollIndicator={false} keyboardShouldPersistTaps="always" style={styles.scroll}>
        <Chips
          label={`RPE of ${name}`}
          choices={rpeChoices.map((rpe) => ({
            value: number(rpe),
            label: cellText(number(rpe), decimalMark),
            spoken: `RPE ${number(rpe)}, ${rpeWords(rpe)}`,
            testID: `rpe-${number(rpe)}`,
          }))}
          chosen={text === '' ? null : String(inCell)}
          onChoose={(rpe) => row.type('rpe', rpe === null ? '' : cellText(rpe, decimalMark))}
        />
      </ScrollView>
    )
  }
  const step = field === 'weight' ? row.rack.step : 1
  const what = field === 'weight' ? `${number(step)} ${row.unit === 'kg' ? 'kilograms' : 'pounds'}` : '1 rep'
  const words = cellText(number(step), decimalMark)
  return (
    <View style={styles.keys}>
      <KeypadKey
        testID="step-minus"
        low={false}
        look="tool"
        label={`${what} less, ${name}`}
        words={`−${words}`}
        onPress={() => row.step(field, -1)}
      />
      <View style={styles.middle}>
        <Text look="number" numberOfLines={1}>{`${text || placeholder || '–'} ${field === 'weight' ? row.unit : 'reps'}`}</Text>
      </View>
      <KeypadKey
        testID="step-plus"
        low={false}
        look="tool"
        label={`${what} more, ${name}`}
        words={`+${words}`}
        onPress={() => row.step(field, 1)}
      />
      {field === 'weight' && <UnitKey low={false} row={row} />}
    </View>
  )
}

const styles = StyleSheet.create({
  all: { gap: space.xs },
  scroll: { flexGrow: 0 },
  keys: { flexDirection: 'row', alignItems: 'center', gap: space.s },
  middle: { flex: 2, alignItems: 'center' },
})
