// Native modules that are no part of a screen's logic. Everything of ours below a screen is real: stores, outbox, journal.
jest.mock(
  'react-native-safe-area-context',
  () => jest.requireActual<{ default: unknown }>('react-native-safe-area-context/jest/mock').default,
)
