import type { Neighbours } from '@holdfast/journal'
import type { Lifecycle } from './ports.ts'

/**
 * The other tabs, heard of when they announce something and when this one comes to the front: a tab that died between its write and its
 * word told nobody, and what it wrote is to be sent all the same.
 */
export function neighboursInFront(neighbours: Neighbours, lifecycle: Lifecycle): Neighbours {
  return {
    announce: () => neighbours.announce(),
    onAnnounced(callback) {
      const stopHearing = neighbours.onAnnounced(callback)
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
