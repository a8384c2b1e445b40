import type { Medium, JournalLocation } from '@holdfast/journal'
import { IndexedDBAdapter } from '@tanstack/offline-transactions'
import * as idbKeyval from 'idb-keyval'
import onyxModule from 'react-native-onyx'
import { Queue } from 'workbox-background-sync/Queue.js'
import { indexedDbLocation } from '../../../apps/mobile/platform/indexedDbLocation.ts'
import { operationOf, locationOf, type Operation } from '../lib/operation.ts'
import type { Peer, Queue as OpenQueue } from '../lib/peer.ts'
import { watched, type Watched } from '../lib/store.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { offlineTransactions } from '../peers/offlineTransactions.mjs'
import { reduxOffline } from '../peers/reduxOffline.mjs'
import { tanstackQuery } from '../peers/tanstackQuery.mjs'
import { zustandPersist } from '../peers/zustandPersist.mjs'

// Everybody on IndexedDB. Each opens with so many waiting, in databases of its own.

/** A tap resolves when it is durable; `bytes` is all that was written so far. */
export type Candidate = { tap(operation: Operation): Promise<unknown>; bytes(): number }

// CommonJS behind an ES module's default.
const Onyx = onyxModule.default
const stillClock = { wallMs: () => 1_800_000_000_000, monoMs: () => 0, after: () => () => {} }
const operations = (count: number) => Array.from({ length: count }, (_, n) => operationOf(n))

/** The journal, on the app's own medium: one row a record, `durability: 'strict'`. */
async function ours(count: number): Promise<Candidate> {
  let bytes = 0
  const inner = indexedDbLocation(newName())
  const counting = (medium: Medium): Medium => ({
    ...medium,
    append(key, value, done) {
      bytes += key.length + value.length
      medium.append(key, value, done)
    },
  })
  const location: JournalLocation = {
    generations: (done) => inner.generations(done),
    replicas(generation) {
      const [first, ...others] = inner.replicas(generation)
      return [counting(first), ...others.map(counting)]
    },
  }
  const queue = await holdfast.open({ location, clock: stillClock })
  const tap = (operation: Operation) => new Promise<void>((resolve) => queue.tap(operation, locationOf(operation), undefined, resolve))
  await Promise.all(operations(count).map(tap))
  return { tap, bytes: () => bytes }
}

/** The limit: the same record as JSON, one row, one strict transaction. */
async function raw(count: number): Promise<Candidate> {
  let bytes = 0
  let seq = 0
  const opening = indexedDB.open(newName(), 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
  const database = await asked(opening)
  const tap = (operation: Operation) =>
    new Promise<void>((resolve, reject) => {
      const key = String(++seq).padStart(16, '0')
      const value = JSON.stringify({ at: operation.createdAt, enqueue: { ...operation, ...locationOf(operation), v: 1 } })
      bytes += key.length + value.length
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' })
      transaction.objectStore('rows').add(value, key)
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
  // One after the other: a browser looks at every transaction that waits whenever one ends.
  for (const operation of operations(count)) await tap(operation)
  return { tap, bytes: () => bytes }
}

type RowsOfWorkbox = { getAll(name: string): IDBRequest<{ id: number; requestData: object }[]> }

/** Rows of its own shape, put there in one go: one at a time takes a minute for 10,000. */
async function workbox(count: number): Promise<Candidate> {
  const name = newName()
  const queue = new Queue(name)
  let bytes = 0
  let rowBytes = 0
  const tap = (operation: Operation) => {
    const body = JSON.stringify(operation)
    const request = new Request(`https://api.test${operation.endpoint}`, { method: operation.method, body })
    bytes += rowBytes + body.length
    return queue.pushRequest({ request })
  }
  await tap(operationOf(count))
  const database = await asked(indexedDB.open('workbox-background-sync'))
  const rows = database.transaction('requests').objectStore('requests').index('queueName') as RowsOfWorkbox
  const [row] = await asked(rows.getAll(name))
  if (!row) throw new Error('Workbox wrote no row')
  const { id: _id, ...copy } = row
  rowBytes = JSON.stringify({ ...copy, requestData: { ...copy.requestData, body: undefined } }).length
  bytes = 0
  const transaction = database.transaction('requests', 'readwrite')
  for (let n = 1; n < count; n++) transaction.objectStore('requests').add(copy)
  await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()))
  database.close()
  return { tap, bytes: () => bytes }
}

const ONYX_KEY = 'queue'
let onyxRuns = false

/** As Expensify keeps its requests: one array under one key. */
async function onyx(count: number): Promise<Candidate> {
  if (!onyxRuns) Onyx.init({ keys: { QUEUE: ONYX_KEY } })
  onyxRuns = true
  let queue = operations(count)
  // What is cloned into the database is no text; its JSON is close, and kept count of without making it.
  let size = JSON.stringify(queue).length
  let bytes = 0
  await Onyx.set(ONYX_KEY, queue)
  return {
    tap(operation) {
      queue = [...queue, operation]
      size += JSON.stringify(operation).length + 1
      bytes += size
      return Onyx.set(ONYX_KEY, queue)
    },
    bytes: () => bytes,
  }
}

/** The peers that take a store, on the one their guides recommend for the web. */
const onKeyval =
  (peer: Peer) =>
  async (count: number): Promise<Candidate> => {
    const database = idbKeyval.createStore(newName(), 'kept')
    const store = watched({
      get: async (key) => (await idbKeyval.get(key, database)) ?? null,
      set: (key, value) => idbKeyval.set(key, value, database),
      remove: (key) => idbKeyval.del(key, database),
      keys: () => idbKeyval.keys(database),
    })
    const all = operations(count)
    const queue = await peer.open({ store, throttleMs: 0, ...(peer.takesInitial ? { initial: all } : {}) })
    queue.fill?.(all)
    return { tap: tapping(store, queue), bytes: () => store.bytes }
  }

async function transactions(count: number): Promise<Candidate> {
  const adapter = new IndexedDBAdapter(newName())
  const store = watched({
    get: (key) => adapter.get(key),
    set: (key, value) => adapter.set(key, value),
    remove: (key) => adapter.delete(key),
    keys: () => adapter.keys(),
  })
  const tap = tapping(store, await offlineTransactions.open({ store }))
  for (const operation of operations(count)) await tap(operation)
  return { tap, bytes: () => store.bytes }
}

function tapping(store: Watched, queue: OpenQueue): Candidate['tap'] {
  return (operation) => {
    const written = store.written(operation.id)
    queue.tap(operation)
    return written
  }
}

export const candidates: Record<string, (count: number) => Promise<Candidate>> = {
  holdfast: ours,
  'raw row': raw,
  'Workbox Queue': workbox,
  'offline-transactions': transactions,
  'zustand persist': onKeyval(zustandPersist),
  'react-native-onyx': onyx,
  'TanStack Query persister': onKeyval(tanstackQuery),
  'redux-offline': onKeyval(reduxOffline),
}

let names = 0
const newName = () => `bench-${++names}`

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB did not answer'))
  })
}
