import Svg, { Rect } from 'react-native-svg'
import { useTheme } from '../theme/useTheme.ts'

/** The logo: an H that is a loaded barbell. */
export function Logo({ size = 32 }: { size?: number }) {
  const { colors } = useTheme()
  return (
    <Svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <Rect x={1} y={10} width={4} height={12} rx={2} fill={colors.accent} />
      <Rect x={7} y={4} width={5} height={24} rx={2.5} fill={colors.text} />
      <Rect x={12} y={14} width={8} height={4} fill={colors.text} />
      <Rect x={20} y={4} width={5} height={24} rx={2.5} fill={colors.text} />
      <Rect x={27} y={10} width={4} height={12} rx={2} fill={colors.accent} />
    </Svg>
  )
}
