import { openDB, type IDBPDatabase } from 'idb'
import type { SharedTexts } from '../sync/ports'

/**
 * A text store in IndexedDB: durable when `write` resolves, also against a kill of the whole browser. Opened at the first
 * use; a refusal is told to whoever asked and not kept, so that trying again is really trying again.
 */
export function indexedDbText(name: string): SharedTexts {
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
    // One transaction, which other tabs wait for: also on an origin without Web Locks.
    async change(key, to) {
      const transaction = (await opened()).transaction('texts', 'readwrite', { durability: 'strict' })
      const before = ((await transaction.store.get(key)) as string | undefined) ?? null
      const after = to(before)
      const written = after === null ? transaction.store.delete(key) : after === before ? null : transaction.store.put(after, key)
      await Promise.all([written, transaction.done])
      return after
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
