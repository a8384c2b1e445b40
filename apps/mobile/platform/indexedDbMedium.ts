import type { Medium, Opening, Stored, Writing } from '@holdfast/journal'
import { holdOpen, unlessOpen } from './openHere.ts'

const RECORDS = 'records'

/**
 * The web medium: one IndexedDB database, one row a record, `durability: 'strict'`. It survived every kill of the whole
 * browser; localStorage, which is what MMKV is on the web, lost up to a minute of sets.
 * `isLast`: it is opened to be thrown away with all its journal holds.
 */
export function indexedDbMedium(name: string, isLast = false): Medium {
  let database: IDBDatabase | null = null
  let letGo = (): void => {}
  const closed = { ok: false, why: 'unavailable', detail: `the database ${name} is closed` } as const

  return {
    name,
    open(done) {
      let fresh = false
      const request = openRequest(name, done)
      if (!request) return
      request.onupgradeneeded = () => {
        fresh = true
        request.result.createObjectStore(RECORDS)
      }
      request.onerror = () => done({ state: 'unavailable', why: sentence(request.error) })
      request.onsuccess = () => {
        database = request.result
        letGo = holdOpen(name)
        // The browser may take the database away (site data cleared, disk gone): later writes must fail, not vanish.
        database.onclose = () => {
          database = null
        }
        if (fresh) return done({ state: 'fresh' })
        readAfter(database, '', (answer) =>
          done(answer.ok ? { state: 'existing', stored: answer.stored } : { state: 'unavailable', why: answer.why }),
        )
      }
    },
    read(afterKey, done) {
      if (!database) return done({ ok: false, why: closed.detail })
      readAfter(database, afterKey, done)
    },
    append(key, value, done) {
      if (!database) return done(closed)
      try {
        const transaction = database.transaction(RECORDS, 'readwrite', { durability: 'strict' })
        transaction.objectStore(RECORDS).add(value, key)
        transaction.oncomplete = () => done({ ok: true })
        transaction.onabort = () => done(refusal(transaction.error))
      } catch (error) {
        done(refusal(error))
      }
    },
    // Every append already waited for the disk.
    commit: (done) => done(),
    drop(done) {
      dropUnlessOpen(name, isLast).then(done, () => done(false))
    },
    close() {
      letGo()
      database?.close()
      database = null
    },
  }
}

/** Deletes the database unless some tab has it open: a delete that waits would make every later open wait behind it. */
async function dropUnlessOpen(name: string, isLast: boolean): Promise<boolean> {
  // Without Web Locks a tab that sleeps cannot be told from none. What is only in the way stays then.
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

/** Some browsers throw where others call back: with storage blocked, or in a window without an origin. */
function openRequest(name: string, done: (opening: Opening) => void): IDBOpenDBRequest | null {
  try {
    return indexedDB.open(name, 1)
  } catch (error) {
    done({ state: 'unavailable', why: sentence(error) })
    return null
  }
}

type Reading = { ok: true; stored: Stored[] } | { ok: false; why: string }

function readAfter(database: IDBDatabase, afterKey: string, done: (answer: Reading) => void): void {
  try {
    const transaction = database.transaction(RECORDS, 'readonly')
    const range = IDBKeyRange.lowerBound(afterKey, true)
    const keys = transaction.objectStore(RECORDS).getAllKeys(range)
    const values = transaction.objectStore(RECORDS).getAll(range)
    transaction.oncomplete = () =>
      done({ ok: true, stored: keys.result.map((key, index) => ({ key: key as string, value: values.result[index] as string })) })
    transaction.onabort = () => done({ ok: false, why: sentence(transaction.error) })
  } catch (error) {
    done({ ok: false, why: sentence(error) })
  }
}

function refusal(error: unknown): Writing {
  const name = error instanceof DOMException ? error.name : ''
  const why = name === 'ConstraintError' ? 'taken' : name === 'QuotaExceededError' ? 'full' : 'unavailable'
  return { ok: false, why, detail: sentence(error) }
}

function sentence(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'the browser gave no reason'
}
