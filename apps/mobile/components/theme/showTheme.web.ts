import type { Theme } from './useTheme.ts'

/** Makes the page behind the app, its scroll bars and the focus ring follow the theme of the app. */
export function showTheme(_chosen: 'system' | 'light' | 'dark', { scheme, colors }: Theme): void {
  const { style } = document.documentElement
  style.colorScheme = scheme
  style.backgroundColor = colors.background
  style.setProperty('--focus', colors.accent)
  for (const bar of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) bar.content = colors.background
}
