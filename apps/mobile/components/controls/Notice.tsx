import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { radius, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

type Props = { tone?: 'attention' | 'calm'; icon?: IconName; title: string; children?: ReactNode; testID?: string; urgent?: boolean }

/** A message inside the page. It is never a dialog and never covers a set. */
export function Notice({ tone = 'calm', icon, title, children, testID, urgent = false }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  return (
    <View
      testID={testID}
      accessible={!children}
      role={urgent ? 'alert' : 'status'}
      style={[styles.notice, tone === 'attention' && styles.attention]}
    >
      <View style={styles.head}>
        {icon && <Icon name={icon} color={tone === 'attention' ? colors.attention : colors.muted} size={20} strokeWidth={2.4} />}
        <Text look="strong" tone={tone === 'attention' ? 'attention' : 'text'} style={styles.title}>
          {title}
        </Text>
      </View>
      {children}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    notice: { gap: space.m, padding: space.l, borderRadius: radius.m, backgroundColor: colors.surface },
    attention: { backgroundColor: colors.attentionTint },
    head: { flexDirection: 'row', alignItems: 'flex-start', gap: space.s },
    title: { flex: 1 },
  }),
)
