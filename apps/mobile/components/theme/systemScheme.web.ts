import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(prefers-color-scheme: dark)')
// Chromium fires no change event if the new value was read before the event, and react-native-web reads it with every render. A page that
// ticks would miss the change. So it is read once, and then followed by events only.
let isDark = query.matches
query.addEventListener('change', ({ matches }) => {
  isDark = matches
})

/** The system's colour scheme, live. */
export function useSystemScheme(): 'light' | 'dark' {
  return useSyncExternalStore(watch, () => isDark) ? 'dark' : 'light'
}

function watch(changed: () => void): () => void {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
