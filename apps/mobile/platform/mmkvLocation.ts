import type { Medium, JournalLocation } from '@holdfast/journal'
import { mmkvMedium, type Mmkv } from './mmkvMedium.ts'

/** Stores are found by trying names, because MMKV does not list them. A generation is one compaction, so this is enough for decades. */
const GENERATIONS_MAX = 256

/** The location of a journal on a phone: two mirrored MMKV instances per generation. */
export function mmkvLocation(name: string, mmkv: Mmkv): JournalLocation {
  const ids = (generation: number) => [`${name}-${generation}-a`, `${name}-${generation}-b`] as const
  return {
    generations(done) {
      const all = Array.from({ length: GENERATIONS_MAX }, (_, index) => index + 1)
      done({ ok: true, generations: all.filter((generation) => ids(generation).some((id) => mmkv.existsMMKV(id))) })
    },
    replicas(generation): [Medium, Medium] {
      const [a, b] = ids(generation)
      return [mmkvMedium(a, mmkv), mmkvMedium(b, mmkv)]
    },
  }
}
