import { Appearance } from 'react-native'
import type { Theme } from './useTheme.ts'

/** Makes the system's parts, such as the keyboard and sheets, follow the theme of the app. */
export function showTheme(chosen: 'system' | 'light' | 'dark', _theme: Theme): void {
  Appearance.setColorScheme(chosen === 'system' ? 'unspecified' : chosen)
}
