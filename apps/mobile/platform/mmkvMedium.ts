import type { Medium, Writing } from '@holdfast/journal'
import { sentenceOf } from '../sync/device/sentenceOf.ts'

/** The header makes two things true: the store never holds a sole key, which MMKV rewrites in place, and it spans several pages, so that `trim` really syncs. */
const HEADER_KEY = 'header'
const HEADER = `holdfast journal 1 ${'.'.repeat(20_480)}`

/** What the medium needs of an MMKV instance (react-native-mmkv 4). Handed in, so that the crash tests run this very file on the real core. */
export type MmkvInstance = {
  readonly length: number
  set(key: string, value: string): void
  getString(key: string): string | undefined
  contains(key: string): boolean
  getAllKeys(): string[]
  trim(): void
}

/** The functions of react-native-mmkv the journal lives on. */
export type Mmkv = {
  createMMKV(configuration: { id: string; recoveryStrategy: 'recover-on-error' }): MmkvInstance
  existsMMKV(id: string): boolean
  deleteMMKV(id: string): boolean
}

/**
 * A native medium: one MMKV instance that is only ever appended to. Records are written once under keys of their own and
 * never removed; the strategy keeps what is readable after a fault instead of emptying the store.
 */
export function mmkvMedium(id: string, { createMMKV, deleteMMKV }: Mmkv): Medium {
  const mmkv = createMMKV({ id, recoveryStrategy: 'recover-on-error' })
  const recordKeys = (): string[] =>
    mmkv
      .getAllKeys()
      .filter((key) => key !== HEADER_KEY)
      .sort()
  const storedAfter = (afterKey: string) =>
    recordKeys()
      .filter((key) => key > afterKey)
      .map((key) => ({ key, value: mmkv.getString(key) ?? '' }))

  return {
    name: id,
    open(done) {
      // An instance that was made while its file could not be opened (before first unlock) stays empty until it reads again.
      if (mmkv.length === 0) mmkv.trim()
      const fresh = mmkv.length === 0
      // A store whose file cannot be opened (before first unlock) reads as empty without an error; only a write tells.
      if (!mmkv.contains(HEADER_KEY)) {
        const probe = written(() => mmkv.set(HEADER_KEY, HEADER))
        if (!probe.ok) return done({ state: 'unavailable', why: probe.detail })
      }
      done(fresh ? { state: 'fresh' } : { state: 'existing', stored: storedAfter('') })
    },
    read: (afterKey, done) => done({ ok: true, stored: storedAfter(afterKey) }),
    append(key, value, done) {
      if (mmkv.contains(key)) return done({ ok: false, why: 'taken', detail: `${key} is already written` })
      done(written(() => mmkv.set(key, value)))
    },
    // With nothing rewritten or removed there is no garbage to compact: trim is the msync that MMKV does not offer by name.
    commit(done) {
      mmkv.trim()
      done()
    },
    drop: (done) => done(deleteMMKV(id)),
    close() {},
  }
}

/** MMKV throws one sentence for every failed write; a full disk is by far the most common cause of it. */
function written(write: () => void): Writing {
  try {
    write()
    return { ok: true }
  } catch (error) {
    return { ok: false, why: 'full', detail: sentenceOf(error) }
  }
}
