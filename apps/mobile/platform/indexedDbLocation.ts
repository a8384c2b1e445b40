import type { JournalLocation } from '@holdfast/journal'
import type { SharedTexts } from '../sync/device/ports'
import { indexedDbMedium } from './indexedDbMedium.ts'
import { indexedDbText } from './indexedDbText.ts'
import { inTime } from './inTime.ts'
import { sentenceOf } from '../sync/device/sentenceOf.ts'

/** The location of a journal in a browser: one IndexedDB database per generation. `isLast`: the journal is opened to be deleted. */
export function indexedDbLocation(name: string, isLast = false): JournalLocation {
  return withoutList() ? keptList(name, isLast, indexedDbText('holdfast')) : browsersList(name, isLast)
}

/** Firefox before 126 cannot list its databases. */
const withoutList = (): boolean => typeof indexedDB !== 'undefined' && typeof indexedDB.databases !== 'function'

function browsersList(name: string, isLast: boolean): JournalLocation {
  return {
    generations(done) {
      inTime(listed()).then(
        (databases) => {
          const found = databases.flatMap(({ name: database }) => generationOf(database ?? '', name) ?? [])
          done({ ok: true, generations: found })
        },
        (error: unknown) => done({ ok: false, why: sentenceOf(error) }),
      )
    },
    replicas: (generation) => [indexedDbMedium(`${name}-${generation}`, isLast)],
  }
}

/** Null for every other database, also one whose name begins like this one's. */
function generationOf(database: string, name: string): number | null {
  const rest = database.startsWith(`${name}-`) ? database.slice(name.length + 1) : ''
  return /^[1-9]\d*$/.test(rest) ? Number(rest) : null
}

/** A separate function, because with storage blocked browsers throw at the first use of `indexedDB`. */
async function listed(): Promise<IDBDatabaseInfo[]> {
  return await indexedDB.databases()
}

/**
 * The same for a browser that cannot list databases. A generation is noted before it is made, so an existing one is always found. One that
 * is noted and missing was dropped or never made.
 */
function keptList(name: string, isLast: boolean, texts: SharedTexts): JournalLocation {
  const key = `generations ${name}`
  const numbersIn = (text: string | null): number[] => text?.split(' ').map(Number) ?? []
  const databaseOf = (generation: number): string => `${name}-${generation}`
  const found = async (): Promise<number[]> => {
    const known = numbersIn(await texts.read(key))
    const there = await Promise.all(known.map((generation) => inTime(exists(databaseOf(generation)))))
    return known.filter((_, index) => there[index])
  }
  const writeDown = (generation: number): Promise<unknown> =>
    texts.change(key, (text) => [...new Set([...numbersIn(text), generation])].join(' '))
  return {
    generations(done) {
      found().then(
        (generations) => done({ ok: true, generations }),
        (error: unknown) => done({ ok: false, why: sentenceOf(error) }),
      )
    },
    replicas: (generation) => {
      const medium = indexedDbMedium(databaseOf(generation), isLast)
      return [
        {
          ...medium,
          open(done) {
            writeDown(generation).then(
              () => medium.open(done),
              (error: unknown) => done({ state: 'unavailable', why: sentenceOf(error) }),
            )
          },
        },
      ]
    },
  }
}

/** Whether a database exists. It is not made. */
function exists(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    let isThere = true
    request.onupgradeneeded = () => {
      isThere = false
      request.transaction!.abort()
    }
    request.onsuccess = () => {
      request.result.close()
      resolve(true)
    }
    request.onerror = () => (isThere ? reject(request.error ?? new Error('the browser gave no reason')) : resolve(false))
  })
}
