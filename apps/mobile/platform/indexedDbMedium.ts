import type { Medium, Reading, Stored, Writing } from '@holdfast/journal'
import { indexedDbConnection } from './indexedDbConnection.ts'
import { holdOpen, unlessOpen } from './openHere.ts'

const RECORDS = 'records'

/**
 * The web medium: one IndexedDB database, one row per record, `durability: 'strict'`. It survived every kill of the whole browser.
 * localStorage, which MMKV uses on the web, lost up to a minute of sets. `isLast`: it is opened to be deleted with the whole journal.
 */
export function indexedDbMedium(name: string, isLast = false): Medium {
  const connection = indexedDbConnection({ name, store: RECORDS, makes: false })
  let discarded = (): void => {}

  const readAfter = (afterKey: string, done: (reading: Reading) => void): void =>
    connection.run('readonly', rowsAfter(afterKey), (ended) =>
      done(ended.ok ? { ok: true, stored: ended.value } : { ok: false, why: sentence(ended.error) }),
    )

  return {
    name,
    open(done) {
      connection.open((opened) => {
        if (!opened.ok) return done({ state: 'unavailable', why: sentence(opened.error) })
        discarded = holdOpen(name)
        if (opened.value.isFresh) return done({ state: 'fresh' })
        readAfter('', (answer) =>
          done(answer.ok ? { state: 'existing', stored: answer.stored } : { state: 'unavailable', why: answer.why }),
        )
      })
    },
    read: readAfter,
    append(key, value, done) {
      connection.run('readwrite', added(key, value), (ended) => {
        if (ended.ok) return done({ ok: true })
        const refused = refusal(ended.error)
        if (refused.why !== 'taken' || ended.attempts === 1) return done(refused)
        // The attempt that was cut off may have been stored: then the key holds exactly this value.
        connection.run('readonly', valueOf(key), (held) => done(held.ok && held.value === value ? { ok: true } : refused))
      })
    },
    // Every append already waited for the disk.
    commit: (done) => done(),
    drop(done) {
      dropUnlessOpen(name, isLast).then(done, () => done(false))
    },
    close() {
      discarded()
      connection.close()
    },
  }
}

const rowsAfter =
  (afterKey: string) =>
  (store: IDBObjectStore): (() => Stored[]) => {
    const range = IDBKeyRange.lowerBound(afterKey, true)
    const keys = store.getAllKeys(range)
    const values = store.getAll(range)
    return () => keys.result.map((key, index) => ({ key: key as string, value: values.result[index] as string }))
  }

const added =
  (key: string, value: string) =>
  (store: IDBObjectStore): (() => void) => {
    store.add(value, key)
    return () => {}
  }

const valueOf =
  (key: string) =>
  (store: IDBObjectStore): (() => unknown) => {
    const held = store.get(key)
    return () => held.result
  }

/** Deletes the database unless some tab has it open: a waiting delete would block every later open. */
async function dropUnlessOpen(name: string, isLast: boolean): Promise<boolean> {
  // Without Web Locks a frozen tab looks like no tab. An old generation is then kept.
  if (!navigator.locks && !isLast) return false
  return await unlessOpen(name, () => deleted(name))
}

function deleted(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve(true)
    request.onerror = () => resolve(false)
    request.onblocked = () => resolve(false)
  })
}

function refusal(error: unknown): Exclude<Writing, { ok: true }> {
  const name = error instanceof DOMException ? error.name : ''
  const why = name === 'ConstraintError' ? 'taken' : name === 'QuotaExceededError' ? 'full' : 'unavailable'
  return { ok: false, why, detail: sentence(error) }
}

function sentence(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'the browser gave no reason'
}
