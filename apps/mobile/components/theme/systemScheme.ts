import { useColorScheme } from 'react-native'

/** What the system wants, live. Where it has no wish, dark: a gym is a dark place and black saves battery. */
export function useSystemScheme(): 'light' | 'dark' {
  return useColorScheme() === 'light' ? 'light' : 'dark'
}
