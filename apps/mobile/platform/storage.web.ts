import type { Storage } from '../sync/device/ports'

/** The browser clears storage when space is short, unless it granted persistence. Not every browser says how much space there is. */
export const deviceStorage: Storage = {
  async space() {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, freeBytes: Math.max(0, quota - usage) }
  },
  async protection() {
    if (!isSecureContext) return 'insecure'
    return (await navigator.storage?.persisted?.()) ? 'protected' : 'unprotected'
  },
  protect: async () => (await navigator.storage?.persist?.()) ?? false,
}
