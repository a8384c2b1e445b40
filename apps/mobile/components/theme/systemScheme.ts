import { useColorScheme } from 'react-native'

/** The system's colour scheme, live. Dark where the system has no preference: gyms are often dark, and black saves battery. */
export function useSystemScheme(): 'light' | 'dark' {
  return useColorScheme() === 'light' ? 'light' : 'dark'
}
