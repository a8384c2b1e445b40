import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

/** Rows that belong together, under their name. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <View role="group" aria-label={title}>
      <Text look="heading" role="heading" aria-level={2} style={styles.title}>
        {title}
      </Text>
      {children}
    </View>
  )
}

/** A setting: its name above, its control below. */
export function Setting({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <View style={styles.setting}>
      <View>
        <Text look="strong">{name}</Text>
        {note !== undefined && (
          <Text look="small" tone="muted">
            {note}
          </Text>
        )}
      </View>
      {children}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    title: { paddingBottom: space.s },
    setting: { gap: space.m, paddingVertical: space.m, borderTopWidth: 1, borderTopColor: colors.hairline },
  }),
)
