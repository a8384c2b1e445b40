import type { Medium, JournalLocation, Stored, Writing } from '@holdfast/journal'
import { newerRecord, recordOfJson } from '@holdfast/journal/testing'
import type { Chance } from './chance.ts'

/** What a write meets. The three deaths leave nothing, a part, or the whole record behind, and nobody hears how it ended. */
export type WriteFault = 'dieBefore' | 'dieTorn' | 'dieAfter' | 'full' | 'unavailable'

/** `movedTo`: the generation the journal went on in, when this record says so. */
type Kept = { value: string; intact: boolean; committed: boolean; movedTo: number | null }
type Replica = { opened: boolean; kept: Map<string, Kept> }

/** What a process brings to the disk: whether it still lives, what its writes meet, and when they end. */
export type DiskUser = {
  alive(): boolean
  /** Asked once before every write. */
  fault(generation: number, replica: number, key: string): WriteFault | null
  die(how: string): void
  /** Where an operation that ends later goes; null on a disk that ends before it returns. */
  later: ((run: () => void) => void) | null
  unavailable(): boolean
  wrote(key: string, replica: number): void
}

/** The media of one journal on one phone: what a process leaves behind, and what a power cut or bad luck does to it. */
export type Disk = {
  place(user: DiskUser): JournalLocation
  /** Takes back what was not committed, each side to a point of its own. Gives the sequence numbers that no side has any more. */
  cutPower(chance: Chance): ReadonlySet<number>
  /** Empties one side, or spoils one of its records, as long as another side has everything it holds. Says what it did. */
  damage(chance: Chance, how: 'empty' | 'flip'): string | null
  /** A later version of the app was here and went again: what it wrote has to stay. */
  newerAppWrote(): void
  /** Another version was here and left a record of this format in a shape of its own. It has to stay, and to stop nothing. */
  otherShapeWritten(chance: Chance): void
  /** Whether everything later versions wrote is still there. */
  keepsNewer(): boolean
  /** Records over all generations and replicas, for the story. */
  records(): number
}

/** `strict`: a write is on the disk for good once it ended (IndexedDB); otherwise once it is committed (MMKV). */
export function createDisk({ replicas, strict }: { replicas: 1 | 2; strict: boolean }): Disk {
  const generations = new Map<number, Replica[]>()
  const replicasOf = (generation: number): Replica[] => {
    const found = generations.get(generation) ?? Array.from({ length: replicas }, (): Replica => ({ opened: false, kept: new Map() }))
    generations.set(generation, found)
    return found
  }
  const newer: string[] = []
  const left = (make: (seq: number) => Stored): void => {
    const held = current()?.held
    if (!held) return
    const record = make(Math.max(0, ...held.flatMap(({ kept }) => [...kept.keys()].map(seqOf))) + 1)
    newer.push(record.value)
    for (const replica of held)
      replica.kept.set(record.key, { value: record.value, intact: true, committed: true, movedTo: movedToIn(record.value) })
  }
  /** The generation in use: the oldest one, or the one its pointer leads to. */
  const current = (): { generation: number; held: Replica[] } | null => {
    const there = [...generations].filter(([, held]) => held.some(({ opened }) => opened)).map(([generation]) => generation)
    if (there.length === 0) return null
    let generation = Math.min(...there)
    for (;;) {
      const held = replicasOf(generation)
      const next = pointerIn(held)
      if (next === null) return { generation, held }
      generation = next
    }
  }
  const allReplicas = (): Replica[] => [...generations.values()].flat()
  /** What the journal holds. Copies in a generation that nothing leads to are not in it. */
  const intactSeqs = (): Set<number> => {
    const seqs = new Set<number>()
    for (const replica of current()?.held ?? []) for (const [key, { intact }] of replica.kept) if (intact) seqs.add(seqOf(key))
    return seqs
  }

  const mediumOf = (user: DiskUser, generation: number, index: number): Medium => {
    const replica = replicasOf(generation)[index]!
    const name = `${generation}${'ab'[index]}`
    const ended = (run: () => void): void => {
      if (!user.alive()) return
      if (user.later) user.later(run)
      else run()
    }
    const sorted = (afterKey: string): Stored[] => {
      const stored: Stored[] = []
      for (const [key, { value }] of replica.kept) if (key > afterKey) stored.push({ key, value })
      return stored.sort((a, b) => (a.key < b.key ? -1 : 1))
    }
    /** Whether the process lived through it. */
    const write = (key: string, value: string, fault: WriteFault | null): Writing | null => {
      if (fault === 'full' || fault === 'unavailable') return { ok: false, why: fault, detail: `the disk is ${fault}` }
      if (fault === 'dieBefore') return null
      if (replica.kept.has(key)) return { ok: false, why: 'taken', detail: `${key} is taken` }
      const torn = fault === 'dieTorn'
      replica.kept.set(key, {
        value: torn ? value.slice(0, value.length >> 1) : value,
        intact: !torn,
        committed: strict,
        movedTo: movedToIn(value),
      })
      return fault === null ? { ok: true } : null
    }
    return {
      name,
      open(done) {
        ended(() => {
          if (user.unavailable()) return done({ state: 'unavailable', why: 'the storage does not answer' })
          if (replica.opened) return done({ state: 'existing', stored: sorted('') })
          replica.opened = true
          done({ state: 'fresh' })
        })
      },
      read(afterKey, done) {
        ended(() => done(user.unavailable() ? { ok: false, why: 'the storage does not answer' } : { ok: true, stored: sorted(afterKey) }))
      },
      append(key, value, done) {
        ended(() => {
          const fault = user.fault(generation, index, key)
          const answer = write(key, value, fault)
          if (!answer) return user.die(`${fault!} at ${name}/${Number(key.slice(0, 16))}`)
          if (answer.ok) user.wrote(key, index)
          done(answer)
        })
      },
      commit(done) {
        ended(() => {
          for (const kept of replica.kept.values()) kept.committed = true
          done()
        })
      },
      drop(done) {
        ended(() => {
          const fault = user.fault(generation, index, 'drop')
          if (fault === 'dieBefore') return user.die(`${fault} dropping ${name}`)
          replica.opened = false
          replica.kept.clear()
          if (fault === 'dieAfter' || fault === 'dieTorn') return user.die(`${fault} dropping ${name}`)
          done(true)
        })
      },
      close() {},
    }
  }

  return {
    place: (user) => ({
      generations(done) {
        if (user.unavailable()) return done({ ok: false, why: 'the storage does not answer' })
        const there = [...generations].filter(([, held]) => held.some(({ opened }) => opened)).map(([generation]) => generation)
        done({ ok: true, generations: there })
      },
      replicas(generation) {
        const [first, ...others] = replicasOf(generation).map((_, index) => mediumOf(user, generation, index))
        return [first!, ...others]
      },
    }),
    cutPower(chance) {
      const before = intactSeqs()
      for (const replica of allReplicas()) {
        const open = [...replica.kept].filter(([, { committed }]) => !committed).map(([key]) => key)
        const kept = chance.below(open.length + 1)
        open.slice(kept).forEach((key, index) => {
          const record = replica.kept.get(key)!
          // The first of what is lost may be there in part.
          if (index === 0 && chance.happens(0.3))
            replica.kept.set(key, { ...record, value: record.value.slice(0, record.value.length >> 1), intact: false })
          else replica.kept.delete(key)
        })
      }
      const after = intactSeqs()
      return new Set([...before].filter((seq) => !after.has(seq)))
    },
    damage(chance, how) {
      if (replicas === 1) return null
      const found = current()
      if (!found) return null
      const { generation, held } = found
      const index = chance.below(replicas)
      const replica = held[index]!
      const other = held[1 - index]!
      const there = new Set([...other.kept].filter(([, { intact }]) => intact).map(([key]) => seqOf(key)))
      if (replica.kept.size === 0 || ![...replica.kept].every(([key, { intact }]) => (!intact && seqOf(key) > 0) || there.has(seqOf(key))))
        return null
      if (how === 'empty') {
        replica.opened = false
        replica.kept.clear()
        return `side ${generation}${'ab'[index]} is empty`
      }
      const key = chance.pick([...replica.kept.keys()])
      const record = replica.kept.get(key)!
      const at = chance.below(record.value.length)
      const value = `${record.value.slice(0, at)}${record.value[at] === '~' ? '!' : '~'}${record.value.slice(at + 1)}`
      replica.kept.set(key, { ...record, value, intact: false })
      return `record ${generation}${'ab'[index]}/${Number(key.slice(0, 16))} is spoilt`
    },
    newerAppWrote: () => left((seq) => newerRecord(seq)),
    otherShapeWritten: (chance) => left((seq) => recordOfJson(seq, `{"seq":${seq},"at":1,${chance.pick(otherShapes)}}`)),
    keepsNewer() {
      if (newer.length === 0) return true
      const values = new Set(allReplicas().flatMap(({ kept }) => [...kept.values()].map(({ value }) => value)))
      return newer.every((value) => values.has(value))
    },
    records: () => allReplicas().reduce((sum, replica) => sum + replica.kept.size, 0),
  }
}

/** What no version of this app writes into a record, and one that reads it must survive. */
const otherShapes = [
  '"event":{"kind":"fromTheFuture"},"abandoned":{}',
  '"settle":null',
  '"settle":[{"id":"x","verdict":"perhaps"}]',
  '"enqueue":{"id":"x","createdAt":1,"endpoint":"/v1/x","method":"PUT","slot":"x","lane":"x","v":1}',
  '"enqueue":null',
  '"event":{"kind":"setCompleted","sessionId":7}',
] as const

/** Where the first intact pointer of a generation leads. */
function pointerIn(held: readonly Replica[]): number | null {
  for (const { kept } of held) for (const { intact, movedTo } of kept.values()) if (intact && movedTo !== null) return movedTo
  return null
}

function movedToIn(value: string): number | null {
  const found = value.includes('"movedTo":') ? /"movedTo":(\d+)/.exec(value) : null
  return found && Number(found[1])
}

const seqOf = (key: string): number => Number(key.slice(0, 16))
