import { useIsFocused, useSegments } from 'expo-router'
import { StyleSheet, View, useWindowDimensions } from 'react-native'
import { Logo } from '../controls/Logo.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { space, wide } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useTheme } from '../theme/useTheme.ts'
import { TopBar } from './TopBar.tsx'

/** The top of every tab: its name, the sync icon, and the banner when there is something to say. */
export function TabsTop() {
  const { colors } = useTheme()
  // A hidden tab stays mounted; its icon and banner would exist twice.
  const isFocused = useIsFocused()
  const isWide = useWindowDimensions().width >= wide
  const tab = useSegments().at(-1)
  if (!isFocused) return null
  return (
    <View role="banner" style={{ backgroundColor: colors.background }}>
      <TopBar>
        {!isWide && (
          <View style={styles.brand}>
            <Logo size={26} />
            <Text look="strong">Holdfast</Text>
          </View>
        )}
      </TopBar>
      <OfflineBanner hasCards={tab === 'today' || tab === 'sync'} />
    </View>
  )
}

const styles = StyleSheet.create({ brand: { flexDirection: 'row', alignItems: 'center', gap: space.m } })
