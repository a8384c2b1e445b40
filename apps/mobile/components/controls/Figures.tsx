import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'

/** `name` "Volume", `value` "12 480 kg", `under` a smaller line such as "Tuesday". */
export type Figure = { name: string; value: string; under?: string }

/** A few numbers of a summary, each under its name; as many per line as fit. */
export function Figures({ figures, testID, across }: { figures: readonly Figure[]; testID?: string; across: 2 | 3 }) {
  return (
    <View testID={testID} style={styles.figures}>
      {figures.map(({ name, value, under }) => (
        <View key={name} style={[styles.figure, across === 2 ? styles.half : styles.third]}>
          <Text look="label" tone="muted">
            {name}
          </Text>
          <Text look="heading" tabular>
            {value}
          </Text>
          {under !== undefined && (
            <Text look="small" tone="muted" tabular>
              {under}
            </Text>
          )}
        </View>
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  figures: { flexDirection: 'row', flexWrap: 'wrap', rowGap: space.l, columnGap: space.m },
  figure: { flexGrow: 1 },
  half: { flexBasis: '40%', minWidth: 130 },
  third: { flexBasis: '28%', minWidth: 104 },
})
