import { ANSWER_MS, noAnswer } from './inTime.ts'
import { thisPage as page } from './pageLeft.ts'

/** How a request ended. With `attempts` above 1, an earlier attempt had an unknown end: it may have been stored. */
export type Ended<T> = { ok: true; value: T } | { ok: false; error: unknown; attempts: number }

/** One IndexedDB database with one store. Requests run one at a time, in the order of the calls. */
export type Connection = {
  /** Opens the database now, and makes it if it is missing. Answers whether it was made. */
  open(done: (ended: Ended<{ isFresh: boolean }>) => void): void
  /**
   * Runs one transaction with the requests that `ask` makes; what `ask` returns reads their results. The database is opened first if
   * necessary. A transaction that was cut off is tried again, so `ask` may be called more than once.
   */
  run<T>(mode: 'readonly' | 'readwrite', ask: (store: IDBObjectStore) => () => T, done: (ended: Ended<T>) => void): void
  /**
   * Runs one transaction whose later requests need the results of earlier ones. `ask` must call `commit` after its last request. Such a
   * transaction is open for several tasks. So it is aborted when the page is left, and runs again when the page is back.
   */
  runInSteps<T>(ask: Ask<T>, done: (ended: Ended<T>) => void): void
  /** Closes it for good. */
  close(): void
}

/** Makes the requests of a transaction. What it returns reads their results, once the transaction is complete. */
export type Ask<T> = (store: IDBObjectStore, commit: () => void) => () => T

export type ConnectionOptions = {
  name: string
  store: string
  /** Whether `run` makes a missing database. Otherwise a deleted database stays deleted, and the caller gets an error. */
  makes: boolean
}

/** After so many attempts the caller gets the error of a browser that closes each new connection. */
const ATTEMPTS_MAX = 3

/** Errors of the request or of the database: another attempt would end in the same way. */
const FINAL = ['ConstraintError', 'QuotaExceededError', 'VersionError', 'NotFoundError']

/**
 * Browsers close connections by themselves: of a page in the background, when a storage process ends, when a newer version of the app
 * upgrades the database. The next use opens the database again.
 *
 * Every transaction is committed as soon as its requests are made. A transaction that commits by itself is still open when the page is
 * frozen in the back/forward cache. It then blocks the store for every later page (seen in WebKit).
 */
export function indexedDbConnection({ name, store, makes }: ConnectionOptions): Connection {
  const queue: (() => void)[] = []
  let database: IDBDatabase | null = null
  let isBusy = false
  let isClosed = false

  const next = (): void => {
    const task = isBusy ? undefined : queue.shift()
    if (!task) return
    isBusy = true
    task()
  }
  const inTurn = <T>(mayMake: boolean, use: Use<T>, done: (ended: Ended<T>) => void): void => {
    queue.push(() =>
      attempt(1, mayMake, use, (ended) => {
        isBusy = false
        done(ended)
        next()
      }),
    )
    next()
  }

  const discarded = (of: IDBDatabase): void => {
    of.close()
    if (database === of) database = null
  }
  const attempt = <T>(attempts: number, mayMake: boolean, use: Use<T>, done: (ended: Ended<T>) => void): void => {
    const end = (result: Result<T>): void => {
      if (result.ok) return done(result)
      const isCutOff = !(result.error instanceof DOMException && FINAL.includes(result.error.name))
      if (isCutOff && database) discarded(database)
      if (isCutOff && attempts < ATTEMPTS_MAX && !isClosed) return attempt(attempts + 1, mayMake, use, done)
      done({ ...result, attempts })
    }
    opened(mayMake, (answer) => (answer.ok ? use(answer.value, end) : end(answer)))
  }
  const opened = (mayMake: boolean, done: (answer: Result<Opened>) => void): void => {
    const closed = { ok: false, error: new Error(`the database ${name} is closed`) } as const
    if (isClosed) return done(closed)
    if (database) return done({ ok: true, value: { database, isFresh: false } })
    openDatabase(name, store, mayMake, (answer) => {
      if (!answer.ok) return done(answer)
      const of = answer.value.database
      if (isClosed) {
        of.close()
        return done(closed)
      }
      database = of
      of.onclose = () => discarded(of)
      // A newer version of the app wants to upgrade the database: it would wait as long as this connection is open.
      of.onversionchange = () => discarded(of)
      done(answer)
    })
  }
  const runInSteps = <T>(ask: Ask<T>, done: (ended: Ended<T>) => void): void => {
    inTurn(makes, unlessLeft(store, ask), (ended) => {
      if (!ended.ok) return done(ended)
      const { value } = ended
      if (value === LEFT) return page.whenBack(() => runInSteps(ask, done))
      done({ ok: true, value })
    })
  }

  return {
    open: (done) => inTurn(true, ({ isFresh }, end) => end({ ok: true, value: { isFresh } }), done),
    run: (mode, ask, done) => inTurn(makes, (on, end) => void transact(on.database, store, mode, inOneStep(ask), end), done),
    runInSteps,
    close() {
      isClosed = true
      if (database) discarded(database)
    },
  }
}

/** The page was left before the transaction was committed. */
const LEFT = Symbol('left')

type Opened = { database: IDBDatabase; isFresh: boolean }
type Result<T> = { ok: true; value: T } | { ok: false; error: unknown }
type Use<T> = (opened: Opened, end: (result: Result<T>) => void) => void

function openDatabase(name: string, store: string, mayMake: boolean, answered: (result: Result<Opened>) => void): void {
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    answered({ ok: false, error: noAnswer() })
  }, ANSWER_MS)
  const done = (result: Result<Opened>): void => {
    clearTimeout(timer)
    if (!isLate) return answered(result)
    // The caller has tried again meanwhile. An open connection that no code holds would block an upgrade or a deletion.
    if (result.ok) result.value.database.close()
  }
  // Some browsers throw where others call back: with storage blocked, or in a window without an origin.
  try {
    const request = indexedDB.open(name, 1)
    let isFresh = false
    let isGone = false
    request.onupgradeneeded = () => {
      isFresh = mayMake
      isGone = !mayMake
      if (isGone) return request.transaction!.abort()
      request.result.createObjectStore(store)
      request.transaction!.commit?.()
    }
    request.onsuccess = () => done({ ok: true, value: { database: request.result, isFresh } })
    request.onerror = () => {
      const error = isGone ? new DOMException(`the database ${name} is gone`, 'NotFoundError') : request.error
      done({ ok: false, error })
    }
  } catch (error) {
    done({ ok: false, error })
  }
}

const inOneStep =
  <T>(ask: (store: IDBObjectStore) => () => T): Ask<T> =>
  (store, commit) => {
    const read = ask(store)
    commit()
    return read
  }

/** Runs a transaction. Ends with `LEFT` if the page was left before it was committed. */
const unlessLeft =
  <T>(store: string, ask: Ask<T>): Use<T | typeof LEFT> =>
  ({ database }, end) => {
    if (page.isLeft()) return end({ ok: true, value: LEFT })
    let takeBack = (): boolean => false
    const stopWatching = page.whenLeft(() => {
      if (!takeBack()) return
      stopWatching()
      end({ ok: true, value: LEFT })
    })
    takeBack = transact<T>(database, store, 'readwrite', ask, (result) => {
      stopWatching()
      end(result)
    })
  }

/** Answers a function that aborts the transaction unless it was committed. It returns true if it aborted; `done` is then not called. */
function transact<T>(
  database: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  ask: Ask<T>,
  done: (result: Result<T>) => void,
): () => boolean {
  let transaction: IDBTransaction
  let isOpen = true
  let read: () => T
  const commit = (): void => {
    isOpen = false
    transaction.commit?.()
  }
  try {
    transaction = database.transaction(store, mode, { durability: 'strict' })
    read = ask(transaction.objectStore(store), commit)
  } catch (error) {
    done({ ok: false, error })
    return () => false
  }
  const end = (result: Result<T>): void => {
    isOpen = false
    done(result)
  }
  transaction.oncomplete = () => end({ ok: true, value: read() })
  transaction.onabort = () => end({ ok: false, error: transaction.error ?? new Error('the browser cut the transaction off') })
  return () => {
    if (!isOpen) return false
    isOpen = false
    transaction.oncomplete = transaction.onabort = null
    transaction.abort()
    return true
  }
}
