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

/** For errors outside the pages: the boundary of a page shows what that page throws. */
export function ErrorBoundary({ error, retry }: ErrorBoundaryProps) {
  return (
    <HoldfastProvider holdfast={holdfast}>
      <PageFault error={error} retry={retry} />
    </HoldfastProvider>
  )
}

/** Everything below has the theme that the lifter chose, also the page behind the app. */
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

/** How long opening may take before a text is shown. Storage that does not answer is given up a moment later. */
const SLOW_MS = 5_000

/** Shows nothing while opening takes a moment, and a text when it takes longer. */
function Starting() {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return isSlow ? <StorageSlow /> : null
}

/** Until the journal is open there is nothing true to show. After that each page decides who may see it. */
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
