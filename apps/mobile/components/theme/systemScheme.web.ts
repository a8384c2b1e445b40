import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(prefers-color-scheme: dark)')
// Chromium tells no change that was read before it was told, and react-native-web reads with every render: on a page that
// ticks the change would get lost. So this is read once, and told from then on.
let isDark = query.matches
query.addEventListener('change', ({ matches }) => {
  isDark = matches
})

/** What the system wants, live. */
export function useSystemScheme(): 'light' | 'dark' {
  return useSyncExternalStore(watch, () => isDark) ? 'dark' : 'light'
}

function watch(changed: () => void): () => void {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
