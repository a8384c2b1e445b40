import { useSyncExternalStore } from 'react'
import type { Install } from './install.ts'

/** Not in TypeScript's library: only some browsers have it. */
type InstallEvent = Event & { prompt(): Promise<unknown> }

const byHand: Install = { at: 'byHand' }
const installed: Install = { at: 'installed' }
const listeners = new Set<() => void>()
let now: Install = matchMedia('(display-mode: standalone)').matches ? installed : byHand

const become = (next: Install): void => {
  now = next
  for (const listener of listeners) listener()
}
// Kept from the start: the browser fires it once, long before the page with the button is opened.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  become({
    at: 'askable',
    ask() {
      // The event can be used only once.
      become(byHand)
      void (event as InstallEvent).prompt()
    },
  })
})
addEventListener('appinstalled', () => become(installed))

/** How this app can be installed on the home screen in this browser. */
export function useInstall(): Install {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => now,
    () => now,
  )
}
