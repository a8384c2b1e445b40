import { openJournal, type Clock, type JournalRecord, type Medium, type OpenJournal, type Place } from '@holdfast/journal'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mmkvMedium, type Mmkv as MmkvFunctions } from '../../../apps/mobile/platform/mmkvMedium.ts'
import { mmkvPlace } from '../../../apps/mobile/platform/mmkvPlace.ts'
import { closeAll, createMMKV, deleteMMKV, existsMMKV, type Mmkv, type RecoveryStrategy } from './mmkv.ts'

// Where the app's own files (mmkvPlace.ts, mmkvMedium.ts) meet the real core. Everything else here knows only this file.

export type Side = 'a' | 'b'
export const bothSides: readonly Side[] = ['a', 'b']

export type PlaceOptions = {
  /** Which sides the journal is opened over: both, as on a phone, unless told otherwise. */
  sides?: readonly Side[]
  expectHistory?: boolean
  /** Overrides what the medium asks for: `discard-on-error` is what it would get if it asked for nothing. */
  strategy?: RecoveryStrategy
  /** Told after a store was committed: what its files hold then survives a power cut, what comes later need not. */
  committed?: (id: string) => void
}

/** The journal's place in a folder, as createPlatform.ts makes it. */
export function placeIn(path: string, options: PlaceOptions = {}): Place {
  const { sides = bothSides } = options
  const place = mmkvPlace(NAME, mmkvIn(path, options))
  return {
    generations: (done) => place.generations(done),
    sides(generation) {
      const [first, ...others] = place.sides(generation).filter((_, index) => sides.includes(index === 0 ? 'a' : 'b'))
      if (!first) throw new Error('a journal needs at least one side')
      return [first, ...others]
    },
  }
}

/** One side of the first generation, alone: what the contract of a medium is about. */
export function mediumIn(path: string): Medium {
  return mmkvMedium(idOf('a'), mmkvIn(path))
}

/** Opens the real journal in a folder. MMKV completes at once, so the answer is there when this returns. */
export function openIn(path: string, options: PlaceOptions = {}): OpenJournal {
  let answer: OpenJournal | undefined
  openJournal({ place: placeIn(path, options), clock, expectHistory: options.expectHistory ?? true }, (opened) => (answer = opened))
  if (!answer) throw new Error('the journal did not answer before openJournal returned')
  return answer
}

function mmkvIn(path: string, { strategy, committed }: PlaceOptions = {}): MmkvFunctions {
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

/** The records one side alone can give back, read from a copy: opening a damaged store changes it. */
export function recordsOfSide(path: string, side: Side, strategy?: RecoveryStrategy): readonly JournalRecord[] {
  const copy = newFolder()
  try {
    const mine = new RegExp(`^${NAME}-\\d+-${side}(\\.crc)?$`)
    for (const file of readdirSync(path).filter((name) => mine.test(name))) cpSync(join(path, file), join(copy, file), { recursive: true })
    const answer = openIn(copy, { sides: [side], expectHistory: false, ...(strategy ? { strategy } : {}) })
    return answer.open ? answer.journal.records : []
  } finally {
    dropFolder(copy)
  }
}

/** The two files of one side, byte for byte; null is a file that is not there. */
export type Files = { data: Buffer | null; meta: Buffer | null }

export function takeFiles(path: string, side: Side, generation = 1): Files {
  const [data, meta] = filesOf(side, generation).map((file) => (existsSync(join(path, file)) ? readFileSync(join(path, file)) : null))
  return { data: data ?? null, meta: meta ?? null }
}

export function putFiles(path: string, side: Side, files: Files, generation = 1): void {
  const [data, meta] = filesOf(side, generation)
  if (files.data) writeFileSync(join(path, data), files.data)
  if (files.meta) writeFileSync(join(path, meta), files.meta)
}

export function filesOf(side: Side, generation = 1): [data: string, meta: string] {
  return [idOf(side, generation), `${idOf(side, generation)}.crc`]
}

export function idOf(side: Side, generation = 1): string {
  return `${NAME}-${generation}-${side}`
}
/** A new folder in memory where the machine has such a thing: crash images are about bytes, and msync on a disk is slow. */
export function newFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'holdfast-mmkv-'))
}

/** Lets go of every store in a folder and removes it. */
export function dropFolder(path: string): void {
  closeAll(path)
  rmSync(path, { recursive: true, force: true })
}

const NAME = 'holdfast-journal-lifter'
const clock: Clock = { wallMs: () => 1_800_000_000_000, monoMs: () => 0, after: () => () => {} }
