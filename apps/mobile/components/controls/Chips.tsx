import { StyleSheet, View, useWindowDimensions } from 'react-native'
import { Chip } from './Chip.tsx'
import { space } from '../theme/tokens.ts'

type Choice<Value> = { value: Value; label: string; testID?: string; spoken?: string }
type Props<Value> = {
  label: string
  choices: readonly Choice<Value>[]
  chosen: Value | null
  onChoose: (value: Value | null) => void
  even?: boolean
}

/** One of a few. Choosing the chosen one again removes the choice. */
export function Chips<Value extends string | number>({ label, choices, chosen, onChoose, even = false }: Props<Value>) {
  const isWide = useWindowDimensions().width >= 600
  return (
    <View role="radiogroup" aria-label={label} style={styles.group}>
      {choices.map(({ value, label: words, testID, spoken }) => (
        <Chip
          key={value}
          role="radio"
          testID={testID}
          on={value === chosen}
          words={words}
          spoken={spoken}
          onPress={() => onChoose(value === chosen ? null : value)}
          style={even && (isWide ? styles.inOneLine : styles.inTwoLines)}
        />
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  group: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s },
  inOneLine: { flexGrow: 1, flexBasis: 56 },
  // Nine chips are then shown as five and four.
  inTwoLines: { width: '18%' },
})
