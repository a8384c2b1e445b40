import type { Medium, Writing } from '@holdfast/journal'
import { sentenceOf } from '../sync/device/sentenceOf.ts'

/**
 * The header ensures two things. The store never holds only one key, which MMKV would rewrite in place. It spans several pages, so `trim`
 * really syncs.
 */
const HEADER_KEY = 'header'
const HEADER = `holdfast journal 1 ${'.'.repeat(20_480)}`

/**
 * What the medium needs of an MMKV instance (react-native-mmkv 4). It is a parameter, so that the crash tests run this file on the real
 * core.
 */
export type MmkvInstance = {
  readonly length: number
  set(key: string, value: string): void
  getString(key: string): string | undefined
  contains(key: string): boolean
  getAllKeys(): string[]
  trim(): void
}

/** The functions of react-native-mmkv that the journal needs. */
export type Mmkv = {
  createMMKV(configuration: { id: string; recoveryStrategy: 'recover-on-error' }): MmkvInstance
  existsMMKV(id: string): boolean
  deleteMMKV(id: string): boolean
}

/**
 * A native medium: one MMKV instance that is only appended to. Each record is written once under its own key and never removed. After a
 * fault, the recovery strategy keeps what is readable and does not empty the store.
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
      // An instance that was made while its file could not be opened (before the first unlock) stays empty until it reads again.
      if (mmkv.length === 0) mmkv.trim()
      const fresh = mmkv.length === 0
      // A store whose file cannot be opened (before the first unlock) reads as empty without an error; only a write fails.
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
    // Nothing is rewritten or removed, so there is nothing to compact: `trim` is then the msync, which MMKV does not offer otherwise.
    commit(done) {
      mmkv.trim()
      done()
    },
    drop: (done) => done(deleteMMKV(id)),
    close() {},
  }
}

/** MMKV throws the same message for every failed write; a full disk is by far the most common cause. */
function written(write: () => void): Writing {
  try {
    write()
    return { ok: true }
  } catch (error) {
    return { ok: false, why: 'full', detail: sentenceOf(error) }
  }
}
