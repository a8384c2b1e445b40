import type { Index } from '../sync/device/ports.ts'

/** An index with these texts. */
export const indexOf = (first: Record<string, string> = {}): Index => indexOver(new Map(Object.entries(first)))

/** An index whose texts a test can see. */
export function indexOver(texts: Map<string, string>): Index {
  return {
    keys: () => [...texts.keys()],
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
  }
}
