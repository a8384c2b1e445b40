import type { Index } from '../sync/device/ports.ts'

/** An index with these texts. */
export function indexOf(first: Record<string, string> = {}): Index {
  const texts = new Map(Object.entries(first))
  return {
    keys: () => [...texts.keys()],
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
  }
}
