import type { Neighbours } from '@holdfast/journal'

/** Other tabs of this browser on the same journal, through BroadcastChannel. A tab never hears itself. */
export function tabsOf(name: string): Neighbours {
  const channel = new BroadcastChannel(name)
  return {
    announce: () => channel.postMessage('appended'),
    onAnnounced(callback) {
      channel.addEventListener('message', callback)
      return () => channel.removeEventListener('message', callback)
    },
  }
}
