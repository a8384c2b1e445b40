import type { Medium, JournalLocation } from '@holdfast/journal'
import { memoryLocation, locationOf as placeOfMedia, type Disks } from '@holdfast/journal/testing'
import { join } from 'node:path'
import { coreMissing, createMMKV } from '../../crash/src/mmkv.ts'
import { dropFolder, newFolder, locationIn } from '../../crash/src/location.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'
import { rawWrite } from '../peers/rawWrite.mjs'
import { fileMedium, fileStore, logStore } from './files.ts'
import { operationOf, locationOf, type Operation } from './operation.ts'
import type { OpenOptions, Queue, RawWrite } from './peer.ts'
import { memoryStore, mmkvStore, watched, type Store, type Watched } from './store.ts'

export type MediumName = 'memory' | 'files' | 'MMKV core'
export const media: readonly MediumName[] = ['memory', 'files', 'MMKV core']

/** Why a medium is not on this machine, or undefined. */
export const mediumMissing = (medium: MediumName) => (medium === 'MMKV core' ? coreMissing() : undefined)

/** What outlives a process in memory: the disks of a journal, the store of a peer and the two of the raw write. */
export type Kept = { disks: Disks } & Record<StoreName, Map<string, string>>

export function nothingKept(): Kept {
  return { disks: new Map(), peer: new Map(), a: new Map(), b: new Map() }
}

type StoreName = 'peer' | 'a' | 'b'

type Counted = { bytes: number; writes: number }

export type Candidate = {
  folder?: string | undefined
  replicas: number
  counted(): Counted
  open(): Promise<unknown>
  /** Makes so many wait, by the shortest road the library has; answers how many do once `withinMs` is over. */
  fill(count: number, withinMs: number): Promise<number>
  tap(operation: Operation): unknown
  drop(): void
}

type StageOptions = { folder?: string | undefined; memory?: Kept; options?: OpenOptions }

/** Where a candidate lives: in memory, or in a folder. */
type Home = { medium: MediumName; folder: string; memory: Kept | undefined }

/**
 * One candidate on one medium, ready to be opened, filled and tapped: ours on its journal, the raw write on two stores, a peer on one
 * store. `folder` is kept between processes; without one it is a new one. All of them count what they hand to the medium.
 */
export function stage(
  name: string,
  medium: MediumName,
  { folder = medium === 'memory' ? undefined : newFolder(), memory, options = {} }: StageOptions = {},
): Candidate {
  const home: Home = { medium, folder: folder ?? '', memory }
  const drop = () => (folder ? dropFolder(folder) : undefined)
  if (name === holdfast.name) return ours(home, drop, options)
  if (name === rawWrite.name) return bare([watched(rawOn('a', home)), watched(rawOn('b', home))], drop)
  const peer = peers.find((one) => one.name === name)
  if (!peer) throw new Error(`there is no candidate ${name}`)
  const store = watched(storeOn('peer', home))
  let queue: Queue | undefined
  const open = async (more: OpenOptions = {}) => (queue = await peer.open({ store, throttleMs: 0, ...more, ...options }))
  const tap = async (operation: Operation) => {
    const written = store.written(operation.id)
    queue?.tap(operation)
    await written
  }
  return {
    folder,
    replicas: 1,
    counted: () => ({ bytes: store.bytes, writes: store.writes }),
    open: () => open(),
    async fill(count, withinMs) {
      const operations = Array.from({ length: count }, (_, n) => operationOf(n))
      if (peer.seed) {
        peer.seed(store, operations)
        await open()
      } else if (queue === undefined && peer.takesInitial) {
        await open({ initial: operations })
      } else {
        const opened = await open()
        if (!opened.fill) return await tapAll(operations, withinMs)
        opened.fill(operations)
      }
      return count
    },
    tap,
    drop() {
      // What it still wants to write later, as a process that ended would not.
      store.cut()
      queue?.close()
      drop()
    },
  }

  async function tapAll(operations: readonly Operation[], withinMs: number): Promise<number> {
    const untilMs = performance.now() + withinMs
    for (const [index, operation] of operations.entries()) {
      await tap(operation)
      if (performance.now() > untilMs) return index + 1
    }
    return operations.length
  }
}

function storeOn(id: StoreName, { medium, folder, memory }: Home): Store {
  if (medium === 'memory') return memoryStore(memory?.[id])
  return medium === 'files' ? fileStore(join(folder, id)) : mmkvStore(createMMKV({ id, path: folder }))
}

/** Where the bare record goes: a store, or on files the file that ours would append to. */
function rawOn(replica: 'a' | 'b', home: Home): Pick<Store, 'set' | 'close'> {
  return home.medium === 'files' ? logStore(join(home.folder, replica)) : storeOn(replica, home)
}

function placeOn({ medium, folder, memory }: Home): JournalLocation {
  if (medium === 'memory') return memoryLocation(memory ? { disks: memory.disks } : {})
  return medium === 'files' ? placeOfMedia(fileMedium(join(folder, 'a')), fileMedium(join(folder, 'b'))) : locationIn(folder)
}

function ours(home: Home, drop: () => void, options: OpenOptions): Candidate {
  const counted = { bytes: 0, writes: 0 }
  const location = counting(placeOn(home), counted)
  let queue: Queue | undefined
  const open = async () => (queue = await holdfast.open({ location, clock: stillClock, ...options }))
  const tap = (operation: Operation) => void queue?.tap(operation, locationOf(operation))
  return {
    folder: home.folder || undefined,
    replicas: 2,
    counted: () => ({ ...counted }),
    open,
    async fill(count) {
      await open()
      for (let n = 0; n < count; n++) tap(operationOf(n))
      return count
    },
    // It is on both sides before `tap` returns.
    tap,
    drop() {
      queue?.close()
      drop()
    },
  }
}

function bare(stores: [Watched, Watched], drop: () => void): Candidate {
  const [a, b] = stores
  let queue: Awaited<ReturnType<RawWrite['open']>> | undefined
  const open = async () => (queue = await rawWrite.open({ stores }))
  return {
    replicas: 2,
    counted: () => ({ bytes: a.bytes + b.bytes, writes: a.writes + b.writes }),
    open,
    async fill(count) {
      const { tap } = await open()
      for (let n = 0; n < count; n++) tap(operationOf(n))
      return count
    },
    tap: (operation) => queue?.tap(operation),
    drop() {
      for (const store of stores) store.close()
      drop()
    },
  }
}

/** Nobody answers and no timer runs: what is tapped waits. */
const stillClock = { wallMs: () => 1_800_000_000_000, monoMs: () => 0, after: () => () => {} }

function counting(location: JournalLocation, counted: Counted): JournalLocation {
  const watch = (medium: Medium): Medium => ({
    ...medium,
    append(key, value, done) {
      counted.writes++
      counted.bytes += key.length + value.length
      medium.append(key, value, done)
    },
  })
  return {
    generations: (done) => location.generations(done),
    replicas(generation) {
      const [first, ...others] = location.replicas(generation)
      return [watch(first), ...others.map(watch)]
    },
  }
}
