import { StatusBar } from 'expo-status-bar'
import { View } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { StorageUnavailable } from '../components/account/StorageUnavailable.tsx'
import { Pages } from '../components/layout/Pages'
import { registerServiceWorker } from '../components/ServiceWorker'
import { useTheme } from '../components/theme/useTheme.ts'
import { touchWatch } from '../components/touches'
import { holdfast } from '../start.ts'
import { HoldfastProvider, useAccount } from '../store/hooks.ts'

registerServiceWorker()

export default function RootLayout() {
  const { colors, scheme } = useTheme()
  return (
    <SafeAreaProvider style={{ backgroundColor: colors.background }}>
      <StatusBar style={scheme === 'dark' ? 'light' : 'dark'} />
      <HoldfastProvider holdfast={holdfast}>
        <View style={{ flex: 1 }} {...touchWatch}>
          <ByPhase />
        </View>
      </HoldfastProvider>
    </SafeAreaProvider>
  )
}

/** Until the journal is open there is nothing true to show; each page then lets in who may see it. */
function ByPhase() {
  const phase = useAccount((account) => account.phase)
  switch (phase.at) {
    case 'starting':
      return null
    case 'storageUnavailable':
      return <StorageUnavailable why={phase.why} />
    case 'signedOut':
    case 'ready':
      return <Pages />
  }
}
