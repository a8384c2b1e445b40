import type { ReactNode } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { Icon } from '../controls/Icon.tsx'
import { SyncGlyph } from '../status/SyncGlyph.tsx'
import { contentWidthMax, space, target } from '../theme/tokens.ts'
import { themed, useTheme } from '../theme/useTheme.ts'

type Props = { children: ReactNode; onBack?: () => void; backLabel?: string; menu?: ReactNode }

/** The top line of every page: the current page on the left, the state of syncing on the right. */
export function TopBar({ children, onBack, backLabel = 'Back', menu }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const insets = useSafeAreaInsets()
  return (
    <View style={[styles.bar, { paddingTop: insets.top + space.xs }]}>
      {onBack && (
        <Pressable testID="back" role="button" aria-label={backLabel} onPress={onBack} style={styles.back}>
          <Icon name="back" color={colors.text} />
        </Pressable>
      )}
      <View style={styles.middle}>{children}</View>
      <SyncGlyph />
      {menu}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    bar: {
      width: '100%',
      maxWidth: contentWidthMax,
      alignSelf: 'center',
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.s,
      minHeight: 60,
      paddingHorizontal: space.l,
      paddingBottom: space.xs,
      backgroundColor: colors.background,
    },
    back: { width: target.min, height: target.min, marginLeft: -space.m, alignItems: 'center', justifyContent: 'center' },
    middle: { flex: 1 },
  }),
)
