import type { Place } from '@holdfast/journal'
import { indexedDbMedium } from './indexedDbMedium.ts'

/** Where a journal lives in a browser: one IndexedDB database a generation. */
export function indexedDbPlace(name: string): Place {
  return {
    generations(done) {
      listed().then(
        (databases) => {
          const generations = databases.flatMap(({ name: found }) =>
            found?.startsWith(`${name}-`) ? [Number(found.slice(name.length + 1))] : [],
          )
          done({ ok: true, generations })
        },
        (error: unknown) => done({ ok: false, why: error instanceof Error ? error.message : String(error) }),
      )
    },
    sides: (generation) => [indexedDbMedium(`${name}-${generation}`)],
  }
}

/** In a function of its own: with storage blocked, browsers throw at the first touch of `indexedDB`. */
async function listed(): Promise<IDBDatabaseInfo[]> {
  return await indexedDB.databases()
}
