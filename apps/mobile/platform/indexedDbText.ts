import { openDB, type IDBPDatabase } from 'idb'
import type { TextStore } from '../sync/ports'

/**
 * A text store in IndexedDB: durable when `write` resolves, also against a kill of the whole browser. Opened at the first
 * use; a refusal is told to whoever asked and not kept, so that trying again is really trying again.
 */
export function indexedDbText(name: string): TextStore {
  let opening: Promise<IDBPDatabase> | null = null
  const opened = (): Promise<IDBPDatabase> => {
    opening ??= open(name).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    async read(key) {
      return ((await (await opened()).get('texts', key)) as string | undefined) ?? null
    },
    async write(key, text) {
      const transaction = (await opened()).transaction('texts', 'readwrite', { durability: 'strict' })
      await Promise.all([transaction.store.put(text, key), transaction.done])
    },
    async remove(key) {
      await (await opened()).delete('texts', key)
    },
  }
}

/** Async, because browsers with storage blocked throw where others reject. */
async function open(name: string): Promise<IDBPDatabase> {
  return await openDB(name, 1, { upgrade: (fresh) => void fresh.createObjectStore('texts') })
}
