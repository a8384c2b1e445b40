import type { SharedTexts } from '../sync/device/ports'
import { indexedDbConnection, type Ask, type Ended } from './indexedDbConnection.ts'

/**
 * A text store in IndexedDB. A text is durable when `write` resolves, also after a kill of the whole browser. The database is opened at the
 * first use. An error goes to the caller and is not remembered, so that another try opens it again.
 */
export function indexedDbText(name: string): SharedTexts {
  const connection = indexedDbConnection({ name, store: 'texts', makes: true })
  const run = <T>(mode: 'readonly' | 'readwrite', request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    ended((done) => {
      const ask = (store: IDBObjectStore): (() => T) => {
        const asked = request(store)
        return () => asked.result
      }
      connection.run(mode, ask, done)
    })
  return {
    async read(key) {
      return ((await run('readonly', (store) => store.get(key))) as string | undefined) ?? null
    },
    async write(key, text) {
      await run('readwrite', (store) => store.put(text, key))
    },
    // One transaction, for which other tabs wait, also on an origin without Web Locks.
    async change(key, to) {
      const changed = await ended<Changed>((done) => connection.runInSteps(changeOf(key, to), done))
      if ('failed' in changed) throw asError(changed.failed)
      return changed.after
    },
    async remove(key) {
      await run('readwrite', (store) => store.delete(key))
    },
  }
}

type Changed = { after: string | null } | { failed: unknown }

const changeOf =
  (key: string, to: (text: string | null) => string | null): Ask<Changed> =>
  (store, commit) => {
    let changed: Changed = { after: null }
    const asked = store.get(key) as IDBRequest<string | undefined>
    asked.onsuccess = () => {
      const before = asked.result ?? null
      changed = changedBy(to, before)
      if ('after' in changed && changed.after !== before) {
        if (changed.after === null) store.delete(key)
        else store.put(changed.after, key)
      }
      commit()
    }
    return () => changed
  }

/** An exception of the caller's function goes to the caller: the transaction ends without a change. */
function changedBy(to: (text: string | null) => string | null, before: string | null): Changed {
  try {
    return { after: to(before) }
  } catch (failed) {
    return { failed }
  }
}

function ended<T>(run: (done: (ended: Ended<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => run((end) => (end.ok ? resolve(end.value) : reject(asError(end.error)))))
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('the browser gave no reason'))
