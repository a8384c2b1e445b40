import type { Place } from '@holdfast/journal'
import { indexedDbMedium } from './indexedDbMedium.ts'

/** Where a journal lives in a browser: one IndexedDB database a generation. `isLast`: it is thrown away. */
export function indexedDbPlace(name: string, isLast = false): Place {
  return {
    generations(done) {
      listed().then(
        (databases) => {
          const found = databases.flatMap(({ name: database }) => generationOf(database ?? '', name) ?? [])
          done({ ok: true, generations: found })
        },
        (error: unknown) => done({ ok: false, why: error instanceof Error ? error.message : String(error) }),
      )
    },
    sides: (generation) => [indexedDbMedium(`${name}-${generation}`, isLast)],
  }
}

/** Null for every database of somebody else, also of one whose name begins like this one's. */
function generationOf(database: string, name: string): number | null {
  const rest = database.startsWith(`${name}-`) ? database.slice(name.length + 1) : ''
  return /^[1-9]\d*$/.test(rest) ? Number(rest) : null
}

/** In a function of its own: with storage blocked, browsers throw at the first touch of `indexedDB`. */
async function listed(): Promise<IDBDatabaseInfo[]> {
  return await indexedDB.databases()
}
