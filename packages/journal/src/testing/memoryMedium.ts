import type { Medium, Stored, Writing } from '../medium.ts'

/** What a memory medium keeps when its process ends: hand the same disk to the next one. `opened` is the header. */
export type Disk = { opened: boolean; stored: Map<string, string> }

export function newDisk(): Disk {
  return { opened: false, stored: new Map() }
}

/** A fault to meet at the next append: refuse it with a reason, or die in the middle and never answer. */
export type Fault = 'full' | 'unavailable' | 'killedBefore' | 'killedAfter'

export type MemoryMediumOptions = {
  name?: string
  disk?: Disk
  /** Asked once before every append. */
  fault?: (key: string) => Fault | null
  /** Where to put a completion that comes later; without it every call completes before it returns. */
  later?: (complete: () => void) => void
  /** Bytes (UTF-16 units of key and value) and calls, counted. */
  counted?: { appends: number; units: number }
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
    commit: (done) => later(done),
    close() {},
  }
}

function appended(disk: Disk, key: string, value: string, fault: Fault | null): Writing {
  if (fault === 'full' || fault === 'unavailable') return { ok: false, why: fault, detail: `the memory medium was told to be ${fault}` }
  if (disk.stored.has(key)) return { ok: false, why: 'taken', detail: `${key} is already written` }
  disk.stored.set(key, value)
  return { ok: true }
}
