import type { Tabs } from '@holdfast/journal'

/** Whether tabs can send messages to each other. Safari before 15.4 cannot. */
export const tabsCanTalk = (): boolean => typeof BroadcastChannel !== 'undefined'

/**
 * Other tabs of this browser on the same journal, through BroadcastChannel; undefined without it. A tab does not receive its own messages.
 */
export function tabsOf(name: string): Tabs | undefined {
  if (!tabsCanTalk()) return undefined
  const channel = new BroadcastChannel(name)
  return {
    announce: () => channel.postMessage('appended'),
    onAnnounced(callback) {
      channel.addEventListener('message', callback)
      return () => channel.removeEventListener('message', callback)
    },
  }
}
