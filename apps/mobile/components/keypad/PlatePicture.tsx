import { StyleSheet, View } from 'react-native'
import { themed } from '../theme/useTheme.ts'

const HEIGHT = 26
/** The picture shows at most this many plates, the innermost; the text names them all. */
const PLATES_MAX = 7

/** One end of a loaded bar, scaled by weight. It is decoration; the text is next to it. */
export function PlatePicture({ each, heaviest }: { each: readonly number[]; heaviest: number }) {
  const styles = useStyles()
  return (
    <View style={styles.end} aria-hidden>
      <View style={styles.bar} />
      {each.slice(0, PLATES_MAX).map((plate, at) => (
        <View key={at} style={[styles.plate, { height: Math.max(8, HEIGHT * Math.sqrt(plate / heaviest)) }]} />
      ))}
      <View style={styles.bar} />
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    end: { flexDirection: 'row', alignItems: 'center', gap: 2, height: HEIGHT },
    bar: { width: 7, height: 4, borderRadius: 2, backgroundColor: colors.outline },
    plate: { width: 5, borderRadius: 2, backgroundColor: colors.accent },
  }),
)
