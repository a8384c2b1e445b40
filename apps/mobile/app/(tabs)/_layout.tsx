import { Tabs } from 'expo-router/js-tabs'
import { useWindowDimensions } from 'react-native'
import { SignedInOnly } from '../../components/layout/SignedInOnly.tsx'
import { TabBar } from '../../components/layout/TabBar.tsx'
import { TabsTop } from '../../components/layout/TabsTop.tsx'
import { wide } from '../../components/theme/tokens.ts'
import { useTheme } from '../../components/theme/useTheme.ts'

export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

export const unstable_settings = { initialRouteName: 'today' }

export default function TabsLayout() {
  return (
    <SignedInOnly>
      <SignedInTabs />
    </SignedInOnly>
  )
}

function SignedInTabs() {
  const { colors } = useTheme()
  const isWide = useWindowDimensions().width >= wide
  return (
    <Tabs
      tabBar={(props) => <TabBar {...props} />}
      screenOptions={{
        header: () => <TabsTop />,
        tabBarPosition: isWide ? 'left' : 'bottom',
        sceneStyle: { backgroundColor: colors.background },
      }}
    >
      <Tabs.Screen name="today" options={{ title: 'Today' }} />
      <Tabs.Screen name="history" options={{ title: 'History' }} />
      <Tabs.Screen name="sync" options={{ title: 'Sync' }} />
      <Tabs.Screen name="settings" options={{ title: 'Settings' }} />
    </Tabs>
  )
}
