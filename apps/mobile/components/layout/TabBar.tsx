import { Pressable, StyleSheet, View, useWindowDimensions } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { useSync } from '../../store/hooks.ts'
import { Icon } from '../controls/Icon.tsx'
import type { IconName } from '../controls/Icon.tsx'
import { Logo } from '../controls/Logo.tsx'
import { radius, space, target, wide } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

const tabs: Record<string, { label: string; icon: IconName }> = {
  today: { label: 'Today', icon: 'barbell' },
  history: { label: 'History', icon: 'history' },
  sync: { label: 'Sync', icon: 'sync' },
  settings: { label: 'Settings', icon: 'person' },
}

type Props = { state: { index: number; routes: readonly { key: string; name: string }[] }; navigation: { navigate(name: string): void } }

/** The tabs: at the bottom on a phone, at the side of a wide screen. A tab shows the number of changes that need attention. */
export function TabBar({ state, navigation }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const insets = useSafeAreaInsets()
  const isWide = useWindowDimensions().width >= wide
  const attention = useSync((sync) => sync.attention.length)
  return (
    <View
      role="navigation"
      style={isWide ? [styles.side, { paddingTop: insets.top + space.xl }] : [styles.bottom, { paddingBottom: insets.bottom }]}
    >
      {isWide && (
        <View style={styles.brand}>
          <Logo size={28} />
          <Text look="heading">Holdfast</Text>
        </View>
      )}
      <View role="tablist" style={isWide ? styles.column : styles.row}>
        {state.routes.map(({ key, name }, at) => {
          const tab = tabs[name]
          if (!tab) return null
          const here = at === state.index
          const badge = name === 'sync' && attention > 0
          return (
            <Pressable
              key={key}
              testID={`tab-${name}`}
              role="tab"
              aria-selected={here}
              aria-label={badge ? `${tab.label}, ${attention} need attention` : tab.label}
              onPress={() => navigation.navigate(name)}
              style={({ pressed }) => [isWide ? styles.sideTab : styles.tab, isWide && here && styles.here, pressed && styles.pressed]}
            >
              <Icon name={tab.icon} color={here ? colors.accent : colors.muted} strokeWidth={here ? 2.4 : 2} />
              <Text look={isWide ? 'strong' : 'label'} tone={here ? 'text' : 'muted'}>
                {tab.label}
              </Text>
              {badge && (
                <View style={[styles.badge, !isWide && styles.badgeAbove]}>
                  <Text look="label" style={styles.badgeText}>
                    {attention}
                  </Text>
                </View>
              )}
            </Pressable>
          )
        })}
      </View>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    bottom: { borderTopWidth: 1, borderTopColor: colors.hairline, backgroundColor: colors.background },
    side: {
      width: 220,
      paddingHorizontal: space.l,
      gap: space.xl,
      borderRightWidth: 1,
      borderRightColor: colors.hairline,
      backgroundColor: colors.background,
    },
    brand: { flexDirection: 'row', alignItems: 'center', gap: space.m, paddingHorizontal: space.m },
    row: { flexDirection: 'row' },
    column: { gap: space.xs },
    tab: { flex: 1, minHeight: 60, alignItems: 'center', justifyContent: 'center', gap: 2 },
    sideTab: {
      minHeight: target.min,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingHorizontal: space.m,
      borderRadius: radius.s,
    },
    here: { backgroundColor: colors.surface },
    pressed: { opacity: 0.7 },
    badge: {
      minWidth: 20,
      height: 20,
      borderRadius: 10,
      paddingHorizontal: 6,
      alignItems: 'center',
      justifyContent: 'center',
      backgroundColor: colors.attention,
    },
    badgeAbove: { position: 'absolute', top: 6, left: '50%', marginLeft: 8 },
    badgeText: { color: colors.background, lineHeight: 18 },
  }),
)
