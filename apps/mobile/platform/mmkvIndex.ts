import { createMMKV } from 'react-native-mmkv'
import type { Index } from '../sync/device/ports'

/**
 * The small index in its own instance: `pending_session_completion_<sessionId>` and a few hints. The journal is the truth. An index that
 * cannot be written costs a background run and nothing else, and must not stop a tap.
 */
export function mmkvIndex(): Index {
  const mmkv = createMMKV({ id: 'holdfast-index' })
  const attempt = (write: () => unknown): void => {
    try {
      write()
    } catch {
      // A missing hint does no harm: see above.
    }
  }
  return {
    keys: () => mmkv.getAllKeys(),
    read: (key) => mmkv.getString(key) ?? null,
    write: (key, text) => attempt(() => mmkv.set(key, text)),
    remove: (key) => attempt(() => mmkv.remove(key)),
  }
}
