import { Text as NativeText } from 'react-native'
import type { TextProps } from 'react-native'
import { type } from './tokens.ts'
import type { Colors } from './tokens.ts'
import { useTheme } from './useTheme.ts'

type Props = TextProps & {
  look?: keyof typeof type
  tone?: keyof Pick<Colors, 'text' | 'muted' | 'accent' | 'onAccent' | 'ok' | 'waiting' | 'attention' | 'onBanner'>
  /** Digits of one width, so that columns of numbers do not move. */
  tabular?: boolean
}

/** All text on screen. It grows with the system's text size. */
export function Text({ look = 'body', tone = 'text', tabular = look === 'number' || look === 'display', style, ...rest }: Props) {
  const { colors } = useTheme()
  return <NativeText {...rest} style={[type[look], { color: colors[tone] }, tabular && { fontVariant: ['tabular-nums'] }, style]} />
}
