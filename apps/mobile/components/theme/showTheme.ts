import { Appearance } from 'react-native'
import type { Theme } from './useTheme.ts'

/** Lets the system's own parts, the keyboard and its sheets, follow what was chosen for the app. */
export function showTheme(chosen: 'system' | 'light' | 'dark', _theme: Theme): void {
  Appearance.setColorScheme(chosen === 'system' ? 'unspecified' : chosen)
}
