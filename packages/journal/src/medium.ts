/** One stored record: an opaque value under a key that is written once. */
export type Stored = { key: string; value: string }

/** What opening a medium finds. `fresh` has never held a journal; `unavailable` may hold one that cannot be read now. */
export type Opening = { state: 'fresh' } | { state: 'existing'; stored: Stored[] } | { state: 'unavailable'; why: string }

export type Reading = { ok: true; stored: Stored[] } | { ok: false; why: string }

/** `taken`: another process already wrote this key. `full`: no space. `unavailable`: the medium cannot be written. */
export type Writing = { ok: true } | { ok: false; why: 'taken' | 'full' | 'unavailable'; detail: string }

/**
 * One durable place for records: append-only, unique keys, never rewritten, never removed. A medium that completes at
 * once calls back before it returns; one that cannot (IndexedDB) calls back later, in the order it was asked.
 */
export interface Medium {
  readonly name: string
  /** Reads everything the medium holds, in key order. Makes the medium ready to be written when it is fresh. */
  open(done: (opening: Opening) => void): void
  /** Everything with a key greater than `afterKey`, in key order. */
  read(afterKey: string, done: (reading: Reading) => void): void
  /** Writes one record. `ok` means it survives the process being killed; anything else means it is not there. */
  append(key: string, value: string, done: (writing: Writing) => void): void
  /** Asks the medium to survive a power cut too. Best effort; answers when it did what it can. */
  commit(done: () => void): void
  /** Throws the medium away with all it holds. Says whether it is gone; somebody else who has it open keeps it. */
  drop(done: (gone: boolean) => void): void
  close(): void
}

export type Generations = { ok: true; generations: number[] } | { ok: false; why: string }

/**
 * Where a journal lives: one set of sides a generation. Sides are written in their order and read together; the first one
 * decides a race between processes.
 */
export interface Place {
  /** The generations of which some side is there, in any order. */
  generations(done: (answer: Generations) => void): void
  sides(generation: number): readonly [Medium, ...Medium[]]
}
