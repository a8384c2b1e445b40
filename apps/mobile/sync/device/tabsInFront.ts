import type { Tabs } from '@holdfast/journal'
import type { Lifecycle } from './ports.ts'

/**
 * The other tabs. The callback is also called when this tab comes to the front: a tab may have died between its write and its announcement,
 * and what it wrote must still be sent.
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
