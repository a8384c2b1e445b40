import type { Theme } from './useTheme.ts'

/** Lets the page behind the app, its scroll bars and the ring of the keyboard's focus follow the app's theme. */
export function showTheme(_chosen: 'system' | 'light' | 'dark', { scheme, colors }: Theme): void {
  const { style } = document.documentElement
  style.colorScheme = scheme
  style.backgroundColor = colors.background
  style.setProperty('--focus', colors.accent)
  for (const bar of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) bar.content = colors.background
}
