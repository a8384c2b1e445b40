import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { number } from '../words/amounts.ts'
import { cellText, decimalMark } from '../words/decimalMark.ts'
import { effortWords, rpeWords } from '../words/rpe.ts'
import { Text } from '../theme/Text.tsx'
import { KeypadKey } from './KeypadKey.tsx'
import type { Key } from './keys.ts'
import { useKeypadRoom } from './keypadRoom.ts'
import type { Field } from '../session/setCells.ts'
import type { SetRowState } from '../set/useSetRow.ts'

export type KeysProps = {
  field: Field
  /** "Set 2 · Bench press". */
  name: string
  row: SetRowState
  /** What the key after the last number does. */
  last: 'next' | 'log' | 'done'
  onKey: (key: Key) => void
  onNext: () => void
}

type Place = Key | 'less' | 'more' | 'unit' | 'next' | 'words' | 'none' | number

const upright: Record<Field, readonly (readonly Place[])[]> = {
  weight: [
    ['1', '2', '3', 'back'],
    ['4', '5', '6', 'less'],
    ['7', '8', '9', 'more'],
    ['decimal', '0', 'unit', 'next'],
  ],
  reps: [
    ['1', '2', '3', 'back'],
    ['4', '5', '6', 'less'],
    ['7', '8', '9', 'more'],
    ['none', '0', 'none', 'next'],
  ],
  rpe: [
    [6, 6.5, 7, 'back'],
    [7.5, 8, 8.5, 'less'],
    [9, 9.5, 10, 'more'],
    ['words', 'next'],
  ],
}

/** A phone in landscape has width and no height: the same keys in two rows. */
const lying: typeof upright = {
  weight: [
    ['1', '2', '3', '4', '5', '6', '7', 'back'],
    ['8', '9', '0', 'decimal', 'less', 'more', 'unit', 'next'],
  ],
  reps: [
    ['1', '2', '3', '4', '5', '6', '7', 'back'],
    ['8', '9', '0', 'none', 'less', 'more', 'none', 'next'],
  ],
  rpe: [
    [6, 6.5, 7, 7.5, 8, 'less', 'more', 'back'],
    [8.5, 9, 9.5, 10, 'words', 'next'],
  ],
}

/** The keypad of the app, for touch. RPE has nine values, and one key for each. */
export function KeyRows({ field, row, last, onKey, onNext }: KeysProps) {
  const { isLow: low, isLying } = useKeypadRoom()
  const rows = (isLying ? lying : upright)[field]
  const { number: inCell } = row.cells[field]
  const effort = row.values.kind === 'ok' ? row.values.values.rpe : null
  const step = cellText(number(field === 'weight' ? row.rack.step : field === 'reps' ? 1 : 0.5), decimalMark)
  const what = field === 'weight' ? `${step} ${row.unit === 'kg' ? 'kilograms' : 'pounds'}` : field === 'reps' ? '1 rep' : step

  const keyAt = (key: Place, at: number) => {
    if (typeof key === 'number') {
      const isChosen = inCell === key
      return (
        <KeypadKey
          key={key}
          testID={`rpe-${number(key)}`}
          low={low}
          look={isChosen ? 'chosen' : 'digit'}
          label={`RPE ${number(key)}, ${rpeWords(key)}`}
          checked={isChosen}
          words={cellText(number(key), decimalMark)}
          onPress={() => row.type('rpe', isChosen ? '' : cellText(number(key), decimalMark))}
        />
      )
    }
    switch (key) {
      case 'none':
        return <View key={`none-${at}`} style={styles.none} />
      case 'words':
        return (
          <View key={key} style={styles.words}>
            <Text look="label" tone="muted" role="status">
              {effort === null ? 'How hard was it?' : effortWords(effort)}
            </Text>
          </View>
        )
      case 'back':
        return <KeypadKey key={key} testID="key-back" low={low} look="tool" label="Delete" icon="backspace" onPress={() => onKey('back')} />
      case 'less':
        return (
          <KeypadKey
            key={key}
            testID="step-minus"
            low={low}
            look="tool"
            label={`${what} less`}
            words={`−${step}`}
            onPress={() => row.step(field, -1)}
          />
        )
      case 'more':
        return (
          <KeypadKey
            key={key}
            testID="step-plus"
            low={low}
            look="tool"
            label={`${what} more`}
            words={`+${step}`}
            onPress={() => row.step(field, 1)}
          />
        )
      case 'unit':
        return <UnitKey key={key} low={low} row={row} />
      case 'next':
        return (
          <KeypadKey
            key={key}
            testID="key-next"
            low={low}
            look="next"
            label={last === 'next' ? 'Next number' : last === 'log' ? 'Log this set' : 'Done'}
            words={last === 'next' ? 'Next' : last === 'log' ? 'Log' : 'Done'}
            onPress={onNext}
          />
        )
      case 'decimal':
        return (
          <KeypadKey
            key={key}
            testID="key-decimal"
            low={low}
            look="digit"
            label="Decimal mark"
            words={decimalMark}
            onPress={() => onKey('decimal')}
          />
        )
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        return <KeypadKey key={key} testID={`key-${key}`} low={low} look="digit" label={key} words={key} onPress={() => onKey(key)} />
    }
  }
  return (
    <View style={styles.rows} role={field === 'rpe' ? 'radiogroup' : undefined} aria-label={field === 'rpe' ? 'RPE' : undefined}>
      {rows.map((keys, at) => (
        <View key={at} style={styles.row}>
          {keys.map(keyAt)}
        </View>
      ))}
    </View>
  )
}

/** Switches the unit of every open set of the exercise. */
export function UnitKey({ low, row }: { low: boolean; row: SetRowState }) {
  const [now, other] = row.unit === 'kg' ? ['kilograms', 'pounds'] : ['pounds', 'kilograms']
  return (
    <KeypadKey
      testID="key-unit"
      low={low}
      look="tool"
      label={`In ${now}. Switch to ${other}`}
      words={row.unit}
      under={row.unit === 'kg' ? 'lb' : 'kg'}
      onPress={row.switchUnit}
    />
  )
}

const styles = StyleSheet.create({
  rows: { gap: space.s },
  row: { flexDirection: 'row', gap: space.s },
  // As wide as a key, which has a border.
  none: { flex: 1, borderWidth: 1, borderColor: 'transparent' },
  words: { flex: 3, justifyContent: 'center', paddingHorizontal: space.s },
})
