import { StyleSheet, View } from 'react-native'
import { radius, space } from '../theme/tokens.ts'
import { themed } from '../theme/useTheme.ts'

/** A placeholder in the shape of the content. It is not animated, because a plan is read from this device within a moment. */
export function Skeleton({ label, lines = 4 }: { label: string; lines?: number }) {
  const styles = useStyles()
  return (
    <View role="progressbar" aria-label={label} aria-busy style={styles.all}>
      <View style={[styles.line, styles.title]} />
      {Array.from({ length: lines }, (_, at) => (
        <View key={at} style={[styles.line, { width: at % 2 === 0 ? '100%' : '82%' }]} />
      ))}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    all: { gap: space.m, paddingVertical: space.l },
    line: { height: 20, borderRadius: radius.s, backgroundColor: colors.surface },
    title: { height: 40, width: '55%', marginBottom: space.s },
  }),
)
