import { openJournal, type Clock, type JournalRecord, type Medium, type OpenJournal, type JournalLocation } from '@holdfast/journal'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mmkvMedium, type Mmkv as MmkvFunctions } from '../../../apps/mobile/platform/mmkvMedium.ts'
import { mmkvLocation } from '../../../apps/mobile/platform/mmkvLocation.ts'
import { closeAll, createMMKV, deleteMMKV, existsMMKV, type Mmkv, type RecoveryStrategy } from './mmkv.ts'

// Connects the app's own files (mmkvLocation.ts, mmkvMedium.ts) to the real core. The rest of this folder uses only this file.

export type Replica = 'a' | 'b'
export const bothReplicas: readonly Replica[] = ['a', 'b']

export type LocationOptions = {
  /** The replicas of the journal; both by default, as on a phone. */
  replicas?: readonly Replica[]
  expectHistory?: boolean
  /** Replaces the strategy that the medium asks for. `discard-on-error` is what it would get if it asked for none. */
  strategy?: RecoveryStrategy
  /** Called after a commit of a store: the contents of its files now survive a power cut; later ones may not. */
  committed?: (id: string) => void
}

/** The location of a journal in a folder, as createPlatform.ts makes it. */
export function locationIn(path: string, options: LocationOptions = {}): JournalLocation {
  const { replicas = bothReplicas } = options
  const location = mmkvLocation(NAME, mmkvIn(path, options))
  return {
    generations: (done) => location.generations(done),
    replicas(generation) {
      const [first, ...others] = location.replicas(generation).filter((_, index) => replicas.includes(index === 0 ? 'a' : 'b'))
      if (!first) throw new Error('a journal needs at least one replica')
      return [first, ...others]
    },
  }
}

/** One replica of the first generation: for the contract of a medium. */
export function mediumIn(path: string): Medium {
  return mmkvMedium(idOf('a'), mmkvIn(path))
}

/** Opens the real journal in a folder. MMKV completes at once, so the answer has arrived when this returns. */
export function openIn(path: string, options: LocationOptions = {}): OpenJournal {
  let answer: OpenJournal | undefined
  openJournal({ location: locationIn(path, options), clock, expectHistory: options.expectHistory ?? true }, (opened) => (answer = opened))
  if (!answer) throw new Error('the journal did not answer before openJournal returned')
  return answer
}

function mmkvIn(path: string, { strategy, committed }: LocationOptions = {}): MmkvFunctions {
  return {
    createMMKV(configuration) {
      const mmkv = createMMKV({ ...configuration, path, ...(strategy ? { recoveryStrategy: strategy } : {}) })
      if (!committed) return mmkv
      const trim = () => {
        mmkv.trim()
        committed(mmkv.id)
      }
      return new Proxy(mmkv, {
        get: (_, name: keyof Mmkv) => (name === 'trim' ? trim : typeof mmkv[name] === 'function' ? mmkv[name].bind(mmkv) : mmkv[name]),
      })
    },
    existsMMKV: (id) => existsMMKV(id, path),
    deleteMMKV: (id) => deleteMMKV(id, path),
  }
}

/** The records that one replica alone can restore, read from a copy: opening a damaged store changes it. */
export function recordsOfReplica(path: string, replica: Replica, strategy?: RecoveryStrategy): readonly JournalRecord[] {
  const copy = newFolder()
  try {
    const mine = new RegExp(`^${NAME}-\\d+-${replica}(\\.crc)?$`)
    for (const file of readdirSync(path).filter((name) => mine.test(name))) cpSync(join(path, file), join(copy, file), { recursive: true })
    const answer = openIn(copy, { replicas: [replica], expectHistory: false, ...(strategy ? { strategy } : {}) })
    return answer.open ? answer.journal.records : []
  } finally {
    dropFolder(copy)
  }
}

/** The two files of one replica, as bytes; null is a missing file. */
export type Files = { data: Buffer | null; meta: Buffer | null }

export function takeFiles(path: string, replica: Replica, generation = 1): Files {
  const [data, meta] = filesOf(replica, generation).map((file) => (existsSync(join(path, file)) ? readFileSync(join(path, file)) : null))
  return { data: data ?? null, meta: meta ?? null }
}

export function putFiles(path: string, replica: Replica, files: Files, generation = 1): void {
  const [data, meta] = filesOf(replica, generation)
  if (files.data) writeFileSync(join(path, data), files.data)
  if (files.meta) writeFileSync(join(path, meta), files.meta)
}

export function filesOf(replica: Replica, generation = 1): [data: string, meta: string] {
  return [idOf(replica, generation), `${idOf(replica, generation)}.crc`]
}

export function idOf(replica: Replica, generation = 1): string {
  return `${NAME}-${generation}-${replica}`
}
/** A new folder, in memory where the machine offers that: crash images are about bytes, and msync on a disk is slow. */
export function newFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'holdfast-mmkv-'))
}

/** Closes every store in a folder and removes it. */
export function dropFolder(path: string): void {
  closeAll(path)
  rmSync(path, { recursive: true, force: true })
}

const NAME = 'holdfast-journal-lifter'
const clock: Clock = { wallMs: () => 1_800_000_000_000, monoMs: () => 0, after: () => () => {} }
