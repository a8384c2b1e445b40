import { StyleSheet, View } from 'react-native'
import { themed } from '../theme/useTheme.ts'

type Props = { share: number; label: string; tone?: 'accent' | 'ok' | 'muted'; height?: number }

/** A share from 0 to 1; more than 1 is shown as full. */
export function ProgressBar({ share, label, tone = 'accent', height = 8 }: Props) {
  const styles = useStyles()
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <View
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      style={[styles.track, { height, borderRadius: height / 2 }]}
    >
      <View style={[styles.fill, styles[tone], { width: `${percent}%`, borderRadius: height / 2 }]} />
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    track: { backgroundColor: colors.raised, overflow: 'hidden' },
    fill: { height: '100%' },
    accent: { backgroundColor: colors.accent },
    ok: { backgroundColor: colors.ok },
    muted: { backgroundColor: colors.outline },
  }),
)
