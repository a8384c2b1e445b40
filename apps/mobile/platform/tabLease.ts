import type { Lease } from '@holdfast/outbox'

/**
 * Which tab sends: the one that holds a Web Lock. The browser hands it on when that tab is closed or dies. Where locks are
 * missing every tab sends, and the server tells the copies apart by their ids.
 */
export function tabLease(name: string): Lease {
  return {
    request(granted) {
      if (!navigator.locks) {
        granted()
        return () => undefined
      }
      let letGo = (): void => undefined
      const held = new Promise<void>((resolve) => (letGo = resolve))
      const leaving = new AbortController()
      const lock = navigator.locks.request(name, { signal: leaving.signal }, () => {
        granted()
        return held
      })
      // Given up before it was granted: that is what aborting is for.
      void lock.catch(() => undefined)
      return () => {
        leaving.abort()
        letGo()
      }
    },
  }
}
