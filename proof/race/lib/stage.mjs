import { memoryPlace, placeOf as placeOfMedia } from '@holdfast/journal/testing'
import { join } from 'node:path'
import { coreMissing, createMMKV } from '../../crash/src/mmkv.ts'
import { dropFolder, newFolder, placeIn } from '../../crash/src/place.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'
import { rawWrite } from '../peers/rawWrite.mjs'
import { fileMedium, fileStore, logStore } from './files.ts'
import { operationOf, placeOf } from './operation.mjs'
import { memoryStore, mmkvStore, watched } from './store.mjs'

export const media = ['memory', 'files', 'MMKV core']

/** Why a medium is not on this machine, or undefined. */
export const mediumMissing = (medium) => (medium === 'MMKV core' ? coreMissing() : undefined)

/**
 * One candidate on one medium, ready to be opened, filled and tapped: ours on its journal, the raw write on two stores, a peer on one
 * store. `folder` is kept between processes; without one it is a new one. All of them count what they hand to the medium.
 */
export function stage(name, medium, { folder = medium === 'memory' ? undefined : newFolder(), memory, options = {} } = {}) {
  const drop = () => folder && dropFolder(folder)
  if (name === holdfast.name) return ours({ medium, folder, memory, drop, options })
  if (name === rawWrite.name) return bare({ stores: ['a', 'b'].map((side) => watched(rawOn(medium, side, folder, memory))), drop })
  const peer = peers.find((one) => one.name === name)
  const store = watched(storeOn(medium, 'peer', folder, memory))
  let queue
  return {
    folder,
    sides: 1,
    counted: () => ({ bytes: store.bytes, writes: store.writes }),
    async open() {
      queue = await peer.open({ store, throttleMs: 0, ...options })
      return queue
    },
    /** Makes so many wait, by the shortest road the library has; answers how many do once `withinMs` is over. */
    async fill(count, withinMs) {
      const operations = Array.from({ length: count }, (_, n) => operationOf(n))
      if (peer.seed) {
        peer.seed(store, operations)
        await this.open()
      } else if (queue === undefined && peer.takesInitial) {
        queue = await peer.open({ store, throttleMs: 0, initial: operations, ...options })
      } else {
        await this.open()
        if (queue.fill) queue.fill(operations)
        else return await tapAll(operations, withinMs)
      }
      return count
    },
    tap(operation) {
      const written = store.written(operation.id)
      queue.tap(operation)
      return written
    },
    drop() {
      // What it still wants to write later, as a process that ended would not.
      store.cut()
      queue?.close()
      drop()
    },
  }

  async function tapAll(operations, withinMs) {
    const untilMs = performance.now() + withinMs
    for (const [index, operation] of operations.entries()) {
      const written = store.written(operation.id)
      queue.tap(operation)
      await written
      if (performance.now() > untilMs) return index + 1
    }
    return operations.length
  }
}

function storeOn(medium, id, folder, memory) {
  if (medium === 'memory') return memoryStore(memory?.[id])
  return medium === 'files' ? fileStore(join(folder, id)) : mmkvStore(createMMKV({ id, path: folder }))
}

/** Where the bare record goes: a store, or on files the file that ours would append to. */
const rawOn = (medium, side, folder, memory) => (medium === 'files' ? logStore(join(folder, side)) : storeOn(medium, side, folder, memory))

function placeOn(medium, folder, memory) {
  if (medium === 'memory') return memoryPlace(memory ? { disks: memory } : {})
  return medium === 'files' ? placeOfMedia(fileMedium(join(folder, 'a')), fileMedium(join(folder, 'b'))) : placeIn(folder)
}

function ours({ medium, folder, memory, drop, options }) {
  const counted = { bytes: 0, writes: 0 }
  const place = counting(placeOn(medium, folder, memory), counted)
  let queue
  const tap = (operation) => void queue.tap(operation, placeOf(operation))
  return {
    folder,
    sides: 2,
    counted: () => ({ ...counted }),
    open: async () => (queue = await holdfast.open({ place, clock: stillClock, ...options })),
    async fill(count) {
      await this.open()
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

function bare({ stores, drop }) {
  let queue
  return {
    sides: 2,
    counted: () => ({ bytes: stores[0].bytes + stores[1].bytes, writes: stores[0].writes + stores[1].writes }),
    open: async () => (queue = await rawWrite.open({ stores })),
    async fill(count) {
      await this.open()
      for (let n = 0; n < count; n++) queue.tap(operationOf(n))
      return count
    },
    tap: (operation) => queue.tap(operation),
    drop() {
      for (const store of stores) store.close()
      drop()
    },
  }
}

/** Nobody answers and no timer runs: what is tapped waits. */
const stillClock = { wallMs: () => 1_800_000_000_000, monoMs: () => 0, after: () => () => {} }

function counting(place, counted) {
  const watch = (medium) => ({
    ...medium,
    append(key, value, done) {
      counted.writes++
      counted.bytes += key.length + value.length
      medium.append(key, value, done)
    },
  })
  return { generations: (done) => place.generations(done), sides: (generation) => place.sides(generation).map(watch) }
}
