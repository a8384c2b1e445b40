import type { Medium, Place, Stored, Writing } from '../medium.ts'

/** What a memory medium keeps when its process ends: hand the same disk to the next one. `opened` is the header. */
export type Disk = { opened: boolean; stored: Map<string, string> }

export function newDisk(): Disk {
  return { opened: false, stored: new Map() }
}

/** A fault to meet at a write: refuse it with a reason, or die around it and never answer. */
export type Fault = 'full' | 'unavailable' | 'killedBefore' | 'killedAfter'

export type MemoryMediumOptions = {
  name?: string
  disk?: Disk
  /** Asked once before every append. */
  fault?: (key: string) => Fault | null
  /** Where to put a completion that comes later; without it every call completes before it returns. */
  later?: (complete: () => void) => void
  /** Appends, the UTF-16 units of their keys and values, and commits, counted. */
  counted?: { appends: number; units: number; commits?: number }
}

/** A medium in memory, as strict as the real ones: it passes the same contract. */
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
  // Dropped by another process: what is written to it would come back with the next one that opens the place.
  if (!disk.opened) return { ok: false, why: 'unavailable', detail: 'the memory medium is not open' }
  if (disk.stored.has(key)) return { ok: false, why: 'taken', detail: `${key} is already written` }
  disk.stored.set(key, value)
  return { ok: true }
}

/** The disks of a whole journal: one list of sides a generation. What a process leaves behind. */
export type Disks = Map<number, Disk[]>

export type MemoryPlaceOptions = Omit<MemoryMediumOptions, 'name' | 'disk' | 'fault'> & {
  disks?: Disks
  /** How many sides a generation has: 2 on a phone, 1 on the web. */
  sides?: 1 | 2
  /** Asked once before every append and drop, with the generation and the side it goes to. */
  fault?: (key: string, generation: number, side: number) => Fault | null
}

/** A place in memory: its disks outlive the media that write them. */
export function memoryPlace(options: MemoryPlaceOptions = {}): Place {
  const { disks = new Map<number, Disk[]>(), sides = 2, fault, ...rest } = options
  const disksOf = (generation: number): Disk[] => {
    const found = disks.get(generation) ?? Array.from({ length: sides }, newDisk)
    disks.set(generation, found)
    return found
  }
  return {
    generations(done) {
      const generations = [...disks].filter(([, held]) => held.some(({ opened }) => opened)).map(([generation]) => generation)
      done({ ok: true, generations })
    },
    sides(generation) {
      const [first, ...others] = disksOf(generation).map((disk, side) =>
        memoryMedium({
          ...rest,
          disk,
          name: `${generation}${'ab'[side]}`,
          ...(fault ? { fault: (key) => fault(key, generation, side) } : {}),
        }),
      )
      return [first!, ...others]
    },
  }
}

/** A place with one generation of given media, for tests that never compact. */
export function placeOf(...media: [Medium, ...Medium[]]): Place {
  return { generations: (done) => done({ ok: true, generations: [1] }), sides: () => media }
}
