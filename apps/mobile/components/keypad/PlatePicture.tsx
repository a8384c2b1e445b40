import { StyleSheet, View } from 'react-native'
import { themed } from '../theme/useTheme.ts'

const HEIGHT = 26
/** More plates than this are told in words only; the picture shows the innermost. */
const PLATES_MAX = 7

/** One end of a loaded bar, drawn to scale by weight. Decoration; the words stand beside it. */
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
