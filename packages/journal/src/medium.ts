/** One stored record: an opaque value under a key that is written once. */
export type Stored = { key: string; value: string }

/**
 * How opening a medium ended. `fresh`: it never held a journal. `unavailable`: it may hold one that cannot be read now; `why` is for a log.
 */
export type Opening = { state: 'fresh' } | { state: 'existing'; stored: Stored[] } | { state: 'unavailable'; why: string }

/** The records after a key, or why they cannot be read now. */
export type Reading = { ok: true; stored: Stored[] } | { ok: false; why: string }

/** How a write ended. `taken`: another process wrote this key. `full`: no space. `unavailable`: the medium cannot be written. */
export type Writing = { ok: true } | { ok: false; why: 'taken' | 'full' | 'unavailable'; detail: string }

/**
 * One durable key-value store for records: a key is written once, and no value is rewritten or removed. Every callback is called once. A
 * medium that completes at once calls it before it returns; another (IndexedDB) calls it later, in the order of the requests. A medium must
 * pass `mediaContract` (rules M1 to M9).
 */
export interface Medium {
  /** Names the medium in `why` and `detail`. */
  readonly name: string
  /** [M1] [M2] Reads everything the medium holds, in key order. A fresh medium becomes ready to be written. */
  open(done: (opening: Opening) => void): void
  /** [M4] [M7] Reads everything with a key greater than `afterKey`, in key order; `''` reads all. */
  read(afterKey: string, done: (reading: Reading) => void): void
  /** [M2] [M3] [M6] Writes one record. `ok`: it survives the process being killed. Anything else: the medium does not hold it. */
  append(key: string, value: string, done: (writing: Writing) => void): void
  /** [M8] Asks the medium to make what was written survive a power cut. Best effort; calls back when it did what it can. */
  commit(done: () => void): void
  /** [M9] Deletes the medium with everything in it. `gone` is false when another process has it open. */
  drop(done: (gone: boolean) => void): void
  /** Releases what `open` acquired. Only `drop` may follow. */
  close(): void
}

/** The numbers of the generations that exist, in any order, or why they cannot be listed now. */
export type Generations = { ok: true; generations: number[] } | { ok: false; why: string }

/**
 * The location of a journal: it opens the media of each generation. They are written in their order and read together; the first one
 * decides a race between processes.
 */
export interface JournalLocation {
  /** The generations of which at least one medium exists. */
  generations(done: (answer: Generations) => void): void
  /** The media of a generation, each to be opened by the caller: always the same stores, in the same order. It may throw. */
  replicas(generation: number): readonly [Medium, ...Medium[]]
}
