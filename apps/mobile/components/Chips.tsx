import { Pressable, StyleSheet, View, useWindowDimensions } from 'react-native'
import { keepsFocus, spacePresses } from './onWeb.ts'
import { radius, space, target } from './theme/tokens.ts'
import { Text } from './theme/Text.tsx'
import { themed } from './theme/useTheme.ts'

type Choice<Value> = { value: Value; label: string; testID?: string; spoken?: string }
type Props<Value> = {
  label: string
  choices: readonly Choice<Value>[]
  chosen: Value | null
  onChoose: (value: Value | null) => void
  even?: boolean
}

/** One of a few. Choosing the chosen one again takes it back. */
export function Chips<Value extends string | number>({ label, choices, chosen, onChoose, even = false }: Props<Value>) {
  const styles = useStyles()
  const isWide = useWindowDimensions().width >= 600
  return (
    <View role="radiogroup" aria-label={label} style={styles.group}>
      {choices.map(({ value, label: words, testID, spoken }) => {
        const isChosen = value === chosen
        const choose = () => onChoose(isChosen ? null : value)
        return (
          <Pressable
            key={value}
            testID={testID}
            role="radio"
            aria-checked={isChosen}
            aria-label={spoken ?? words}
            onPress={choose}
            {...spacePresses(choose)}
            {...keepsFocus()}
            style={({ pressed }) => [
              styles.chip,
              even && (isWide ? styles.inOneLine : styles.inTwoLines),
              isChosen && styles.chosen,
              pressed && styles.pressed,
            ]}
          >
            <Text look="strong" tabular tone={isChosen ? 'onAccent' : 'text'}>
              {words}
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
      minWidth: target.min,
      paddingHorizontal: space.m,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: colors.outline,
    },
    inOneLine: { flexGrow: 1, flexBasis: 56 },
    // Nine of them make five and four.
    inTwoLines: { width: '18%' },
    chosen: { backgroundColor: colors.accent, borderColor: colors.accent },
    pressed: { opacity: 0.75 },
  }),
)
