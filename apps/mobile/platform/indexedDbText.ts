import { openDB } from 'idb'
import type { TextStore } from '../sync/ports'

/** A text store in IndexedDB: durable when `write` resolves, also against a kill of the whole browser. */
export function indexedDbText(name: string): TextStore {
  const database = openDB(name, 1, { upgrade: (fresh) => void fresh.createObjectStore('texts') })
  return {
    async read(key) {
      return ((await (await database).get('texts', key)) as string | undefined) ?? null
    },
    async write(key, text) {
      const transaction = (await database).transaction('texts', 'readwrite', { durability: 'strict' })
      await Promise.all([transaction.store.put(text, key), transaction.done])
    },
    async remove(key) {
      await (await database).delete('texts', key)
    },
  }
}
