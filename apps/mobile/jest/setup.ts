// Native modules that are no part of a screen's logic. Everything of ours below a screen is real: stores, outbox, journal.
jest.mock(
  'react-native-safe-area-context',
  () => jest.requireActual<{ default: unknown }>('react-native-safe-area-context/jest/mock').default,
)

/** There is one screen at a time here, and nowhere to go: a test looks at what `router` of expo-router was asked. */
jest.mock('expo-router', () => {
  const router = { push: jest.fn(), replace: jest.fn(), navigate: jest.fn(), dismissTo: jest.fn(), canGoBack: () => false }
  const Redirect = ({ href }: { href: string }) => {
    router.replace(href)
    return null
  }
  return {
    router,
    useRouter: () => router,
    useLocalSearchParams: jest.fn(() => ({})),
    useIsFocused: () => true,
    usePathname: jest.fn(() => '/'),
    Redirect,
  }
})
