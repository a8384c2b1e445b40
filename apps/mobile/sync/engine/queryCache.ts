import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { persistQueryClientSave, persistQueryClientSubscribe } from '@tanstack/query-persist-client-core'
import { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { TextStore } from '../device/ports.ts'
import { isProgrammeKey, storedProgramme } from '../server/programme.ts'
import { parsedJson } from '../device/parsedJson.ts'

/** The key of the stored answers of an account. */
export const cacheKey = (accountId: string): string => `queries_${accountId}`

/** Like operations, queries must not wait for a radio: it is only a hint, and some systems always say that there is none. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { gcTime: Infinity, staleTime: 30_000, retry: 2, networkMode: 'always' },
      mutations: { retry: 0, networkMode: 'always' },
    },
  })
}

/** How many ms changes are collected. A write stores the whole cache, and each verdict on a set is a change. */
export const CACHE_EVERY_MS = 2_000

/** `flush` writes at once: after a pull, and when the app goes to the background. `stop` ends the writing. */
export type KeptQueries = { flush(): void; stop(): void }

/**
 * Reads one account's stored answers, and writes them whenever they change: every query that has data, however its last request ended. A
 * damaged cache costs a download. A cache that the store could not read stays as it is for the next start.
 */
export async function keepQueries(queries: QueryClient, cache: TextStore, accountId: string): Promise<KeptQueries> {
  const key = cacheKey(accountId)
  const found = await cache.read(key).then(
    (text) => ({ text }),
    () => null,
  )
  let isOpen = found !== null
  if (found?.text) takeCached(queries, found.text)
  // The persister writes a moment late. After a sign-out that would restore what was just deleted.
  const write = (name: string, text: string): Promise<void> => (isOpen ? cache.write(name, text) : Promise.resolve())
  const optionsWith = (throttleTime: number) => ({
    queryClient: queries,
    persister: createAsyncStoragePersister({
      storage: { getItem: cache.read, setItem: write, removeItem: cache.remove },
      key,
      throttleTime,
    }),
    // A query stays in the cache when its request failed or is in flight. TanStack's own rule keeps only successes.
    dehydrateOptions: {
      shouldDehydrateQuery: ({ state }: { state: { data: unknown } }) => state.data !== undefined,
      shouldDehydrateMutation: () => false,
    },
  })
  const calm = optionsWith(CACHE_EVERY_MS)
  const atOnce = optionsWith(0)
  const stop = persistQueryClientSubscribe(calm)
  return {
    flush: () => void persistQueryClientSave(atOnce),
    stop() {
      isOpen = false
      stop()
    },
  }
}

const cacheSchema = z.object({ clientState: z.object({ queries: z.array(z.unknown()) }) })
const querySchema = z.object({
  queryKey: z.array(z.unknown()),
  state: z.object({ data: z.unknown(), dataUpdatedAt: z.number(), isInvalidated: z.boolean().catch(true) }),
})

/** Restores what can be read of a cache, from any version of the app. The rest is left out without an exception. */
function takeCached(queries: QueryClient, text: string): void {
  const cache = cacheSchema.safeParse(parsedJson(text))
  for (const query of cache.data?.clientState.queries ?? []) {
    const read = querySchema.safeParse(query)
    if (!read.success) continue
    const { queryKey, state } = read.data
    const data = isProgrammeKey(queryKey) ? storedProgramme(state.data) : state.data
    // It is restored as a success, however a later request ended. Undefined would be no data.
    queries.setQueryData(queryKey, data ?? undefined, { updatedAt: state.isInvalidated ? 0 : state.dataUpdatedAt })
  }
}
