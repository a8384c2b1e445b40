import type { ErrorBoundaryProps } from 'expo-router'
import { StatusBar } from 'expo-status-bar'
import { useContext, useEffect, useState } from 'react'
import { View } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { StorageSlow, StorageUnavailable } from '../components/account/StorageUnavailable.tsx'
import { ErrorBoundary as PageFault } from '../components/layout/ErrorBoundary.tsx'
import { Pages } from '../components/layout/Pages'
import { registerServiceWorker } from '../components/install/ServiceWorker'
import { showTheme } from '../components/theme/showTheme'
import { ChosenTheme, useTheme } from '../components/theme/useTheme.ts'
import { touchWatch } from '../components/touch/touches'
import { holdfast } from '../start.ts'
import { HoldfastProvider, useAccount, useSettings } from '../store/hooks.ts'

registerServiceWorker()

export default function RootLayout() {
  return (
    <HoldfastProvider holdfast={holdfast}>
      <Themed />
    </HoldfastProvider>
  )
}

/** Around everything else: what a page throws, that page's own boundary has shown already. */
export function ErrorBoundary({ error, retry }: ErrorBoundaryProps) {
  return (
    <HoldfastProvider holdfast={holdfast}>
      <PageFault error={error} retry={retry} />
    </HoldfastProvider>
  )
}

/** Everything below has the theme the lifter chose, the page behind the app too. */
function Themed() {
  return (
    <ChosenTheme value={useSettings((settings) => settings.theme)}>
      <Root />
    </ChosenTheme>
  )
}

function Root() {
  const chosen = useContext(ChosenTheme)
  const theme = useTheme()
  const { colors, scheme } = theme
  useEffect(() => showTheme(chosen, theme), [chosen, theme])
  return (
    <SafeAreaProvider style={{ backgroundColor: colors.background }}>
      <StatusBar style={scheme === 'dark' ? 'light' : 'dark'} />
      <View style={{ flex: 1 }} {...touchWatch}>
        <ByPhase />
      </View>
    </SafeAreaProvider>
  )
}

/** How long opening may take before something is said. Storage that does not answer is given up a moment later. */
const SLOW_MS = 5_000

/** Opening takes a moment, and nothing is shown for it. When it takes longer there are words. */
function Starting() {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return isSlow ? <StorageSlow /> : null
}

/** Until the journal is open there is nothing true to show; each page then lets in who may see it. */
function ByPhase() {
  const phase = useAccount((account) => account.phase)
  switch (phase.at) {
    case 'starting':
      return <Starting />
    case 'storageUnavailable':
      return <StorageUnavailable why={phase.why} isLost={phase.isLost} />
    case 'signedOut':
    case 'ready':
      return <Pages />
  }
}
