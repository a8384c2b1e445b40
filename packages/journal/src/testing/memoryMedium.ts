import type { Medium, JournalLocation, Stored, Writing } from '../medium.ts'

/** What a memory medium leaves when its process ends: give the same disk to the next one. `opened`: it is not fresh any more [M1]. */
export type Disk = { opened: boolean; stored: Map<string, string> }

/** An empty disk, which no medium has opened. */
export function newDisk(): Disk {
  return { opened: false, stored: new Map() }
}

/** A fault of one write: it is refused with this reason, or the process dies before or after it and no answer comes. */
export type Fault = 'full' | 'unavailable' | 'killedBefore' | 'killedAfter'

/** How a memory medium behaves. Without options: an empty disk, no faults, and every call completes at once. */
export type MemoryMediumOptions = {
  name?: string
  disk?: Disk
  /** Called once before every append with its key, and before `drop` with `drop`. Null: no fault. */
  fault?: (key: string) => Fault | null
  /** Receives each completion, to call it later; without it every call completes before it returns. */
  later?: (complete: () => void) => void
  /** Counts appends, the UTF-16 units of their keys and values, and commits. */
  counted?: { appends: number; units: number; commits?: number }
}

/** A medium in memory. It passes `mediaContract`, like the real ones. */
export function memoryMedium(options: MemoryMediumOptions = {}): Medium {
  const { name = 'memory', disk = newDisk(), later = (complete) => complete() } = options
  const sorted = (): Stored[] => [...disk.stored].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => ({ key, value }))
  return {
    name,
    open(done) {
      later(() => {
        if (disk.opened) return done({ state: 'existing', stored: sorted() })
        disk.opened = true
        done({ state: 'fresh' })
      })
    },
    read(afterKey, done) {
      later(() => done({ ok: true, stored: sorted().filter(({ key }) => key > afterKey) }))
    },
    append(key, value, done) {
      later(() => {
        const fault = options.fault?.(key) ?? null
        if (fault === 'killedBefore') return
        const answer = appended(disk, key, value, fault)
        if (options.counted && answer.ok) {
          options.counted.appends++
          options.counted.units += key.length + value.length
        }
        if (fault !== 'killedAfter') done(answer)
      })
    },
    commit(done) {
      if (options.counted?.commits !== undefined) options.counted.commits++
      later(done)
    },
    drop(done) {
      later(() => {
        const fault = options.fault?.('drop') ?? null
        if (fault === 'killedBefore') return
        disk.opened = false
        disk.stored.clear()
        if (fault !== 'killedAfter') done(true)
      })
    },
    close() {},
  }
}

function appended(disk: Disk, key: string, value: string, fault: Fault | null): Writing {
  if (fault === 'full' || fault === 'unavailable') return { ok: false, why: fault, detail: `the memory medium was told to be ${fault}` }
  // Another process dropped it: a value written now would come back with the next process that opens it.
  if (!disk.opened) return { ok: false, why: 'unavailable', detail: 'the memory medium is not open' }
  if (disk.stored.has(key)) return { ok: false, why: 'taken', detail: `${key} is already written` }
  disk.stored.set(key, value)
  return { ok: true }
}

/** The disks of a whole journal, one for each replica, by generation. They outlive a process. */
export type Disks = Map<number, Disk[]>

/** How a location in memory behaves. Without options: two replicas, empty disks, no faults. */
export type MemoryLocationOptions = Omit<MemoryMediumOptions, 'name' | 'disk' | 'fault'> & {
  disks?: Disks
  /** How many replicas a generation has: 2 on a phone, 1 on the web. */
  replicas?: 1 | 2
  /** Called once before every append and drop, with the generation and the number of the replica (0 or 1). */
  fault?: (key: string, generation: number, replica: number) => Fault | null
}

/** A location in memory. Its disks outlive the media that write them: give the same `disks` to the next process. */
export function memoryLocation(options: MemoryLocationOptions = {}): JournalLocation {
  const { disks = new Map<number, Disk[]>(), replicas = 2, fault, ...rest } = options
  const disksOf = (generation: number): Disk[] => {
    const found = disks.get(generation) ?? Array.from({ length: replicas }, newDisk)
    disks.set(generation, found)
    return found
  }
  return {
    generations(done) {
      const generations = [...disks].filter(([, held]) => held.some(({ opened }) => opened)).map(([generation]) => generation)
      done({ ok: true, generations })
    },
    replicas(generation) {
      const [first, ...others] = disksOf(generation).map((disk, replica) =>
        memoryMedium({
          ...rest,
          disk,
          name: `${generation}${'ab'[replica]}`,
          ...(fault ? { fault: (key) => fault(key, generation, replica) } : {}),
        }),
      )
      return [first!, ...others]
    },
  }
}

/** A location with one generation of the given media, for tests that do not compact. */
export function locationOf(...media: [Medium, ...Medium[]]): JournalLocation {
  return { generations: (done) => done({ ok: true, generations: [1] }), replicas: () => media }
}
