import type { Tabs } from '@holdfast/journal'
import type { Lifecycle } from './ports.ts'

/**
 * The other tabs, heard of when they announce something and when this one comes to the front: a tab that died between its write and its
 * word told nobody, and what it wrote is to be sent all the same.
 */
export function tabsInFront(tabs: Tabs, lifecycle: Lifecycle): Tabs {
  return {
    announce: () => tabs.announce(),
    onAnnounced(callback) {
      const stopHearing = tabs.onAnnounced(callback)
      const stopWatching = lifecycle.watch((state) => {
        if (state === 'foreground') callback()
      })
      return () => {
        stopHearing()
        stopWatching()
      }
    },
  }
}
