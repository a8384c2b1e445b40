import type { Medium, Opening, Stored, Writing } from '@holdfast/journal'

const RECORDS = 'records'

/**
 * The web medium: one IndexedDB database, one row a record, `durability: 'strict'`. It survived every kill of the whole
 * browser; localStorage, which is what MMKV is on the web, lost up to a minute of sets.
 */
export function indexedDbMedium(name: string): Medium {
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
      dropUnlessHeld(name).then(done, () => done(false))
    },
    close() {
      letGo()
      database?.close()
      database = null
    },
  }
}

/** Says to other tabs that this one has the database open, until the answer is called. */
function holdOpen(name: string): () => void {
  let letGo = (): void => {}
  const open = new Promise<void>((resolve) => (letGo = resolve))
  // Where locks are missing (an insecure origin) nothing is ever dropped: see below.
  void navigator.locks?.request(name, { mode: 'shared' }, () => open)
  return letGo
}

/** A lock is let go a moment after its database was closed. One that is still held after this long belongs to another tab. */
const HELD_AFTER_MS = 500

/** Deletes the database unless some tab has it open: a delete that waits would make every later open wait behind it. */
async function dropUnlessHeld(name: string): Promise<boolean> {
  if (!navigator.locks) return false
  const signal = AbortSignal.timeout(HELD_AFTER_MS)
  return await navigator.locks.request(name, { signal }, () => {
    return new Promise<boolean>((resolve) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = () => resolve(true)
      request.onerror = () => resolve(false)
      request.onblocked = () => resolve(false)
    })
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
