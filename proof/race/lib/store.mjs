// A store of strings under keys: the one thing under every peer, so that all of them are counted alike.

/** In memory: what is left is what the library itself costs. Hand its `kept` to the next one and it is a restart. */
export function memoryStore(kept = new Map()) {
  return {
    kept,
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
}

/** One instance of the real MMKV core. */
export function mmkvStore(mmkv) {
  return {
    get: (key) => mmkv.getString(key) ?? null,
    set: (key, value) => mmkv.set(key, value),
    remove: (key) => void mmkv.remove(key),
    keys: () => mmkv.getAllKeys(),
  }
}

/** How much of a value's end is looked at for an operation's id: in a blob the newest stands last. */
const TAIL = 4_096

/**
 * Counts what is written and says when an operation is there. After `cut()` nothing reaches the store any more: the process is dead.
 * While `full` is set every write is refused as MMKV refuses it.
 */
export function watched(store) {
  const waiting = new Map()
  let isCut = false
  const counted = {
    bytes: 0,
    writes: 0,
    full: false,
    get: (key) => store.get(key),
    keys: () => store.keys(),
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
      return written?.then ? written.then(look) : look()
    },
    remove(key) {
      if (!isCut) return store.remove(key)
    },
    /** Resolves once a write that names the operation is done. Ask before the tap. */
    written: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    cut() {
      isCut = true
    },
    close: () => store.close?.(),
  }
  return counted
}
