import type { Storage } from '../sync/device/ports'

/** The browser: cleared by itself when room is short, until it promised not to. Not every browser says how much there is. */
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
