// Native modules that are no part of a screen's logic. All our code below a screen is real: stores, outbox, journal.
jest.mock(
  'react-native-safe-area-context',
  () => jest.requireActual<{ default: unknown }>('react-native-safe-area-context/jest/mock').default,
)

/** There is one screen at a time and no navigation: a test checks the calls of `router` of expo-router. */
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
