import type { Mmkv } from '../../crash/src/mmkv.ts'

/** A store of strings under keys: the one thing under every peer, so that all of them are counted alike. */
export type Store = {
  get(key: string): string | null | Promise<string | null>
  set(key: string, value: string): void | Promise<void>
  remove(key: string): void | Promise<void>
  keys(): string[] | Promise<string[]>
  close?(): void
}

/** What only writes needs no more. */
type Writer = Pick<Store, 'set'> & Partial<Store>

/** A store that is counted. While `full` is set every write is refused as MMKV refuses it. */
export type Watched = Store & {
  bytes: number
  writes: number
  full: boolean
  /** Resolves once a write that names the operation is done. Ask before the tap. */
  written(id: string): Promise<void>
  /** From now on nothing reaches the store: the process is dead. */
  cut(): void
  close(): void
}

/** In memory: what is left is what the library itself costs. Hand the same `kept` to the next one and it is a restart. */
export function memoryStore(kept = new Map<string, string>()): Store {
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
}

/** One instance of the real MMKV core. */
export function mmkvStore(mmkv: Mmkv): Store {
  return {
    get: (key) => mmkv.getString(key) ?? null,
    set: (key, value) => mmkv.set(key, value),
    remove: (key) => void mmkv.remove(key),
    keys: () => mmkv.getAllKeys(),
  }
}

/** How much of a value's end is looked at for an operation's id: in a blob the newest stands last. */
const TAIL = 4_096

/** Counts what is written and says when an operation is there. */
export function watched(store: Writer): Watched {
  const waiting = new Map<string, () => void>()
  let isCut = false
  const counted: Watched = {
    bytes: 0,
    writes: 0,
    full: false,
    get: (key) => store.get?.(key) ?? null,
    keys: () => store.keys?.() ?? [],
    set(key, value) {
      if (isCut) return undefined
      if (counted.full) throw new Error(`Failed to set value for key ${key}`)
      const written = store.set(key, value)
      counted.bytes += key.length + value.length
      counted.writes++
      if (waiting.size === 0) return written
      const look = () => {
        const tail = value.length > TAIL ? value.slice(-TAIL) : value
        for (const [id, tell] of waiting) {
          if (!tail.includes(id)) continue
          waiting.delete(id)
          tell()
        }
      }
      return written instanceof Promise ? written.then(look) : look()
    },
    remove(key) {
      return isCut ? undefined : store.remove?.(key)
    },
    written: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    cut() {
      isCut = true
    },
    close: () => store.close?.(),
  }
  return counted
}
