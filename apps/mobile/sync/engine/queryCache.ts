import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { persistQueryClientSave, persistQueryClientSubscribe } from '@tanstack/query-persist-client-core'
import { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { TextStore } from '../device/ports.ts'
import { isProgrammeKey, storedProgramme } from '../server/programme.ts'
import { parsedJson } from '../device/parsedJson.ts'

export const cacheKey = (accountId: string): string => `queries_${accountId}`

/** Reads, like operations, never wait for a radio: it is a hint, and some systems say for good that there is none. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { gcTime: Infinity, staleTime: 30_000, retry: 2, networkMode: 'always' },
      mutations: { retry: 0, networkMode: 'always' },
    },
  })
}

/** How long changes are gathered: everything is written for the smallest of them, and each verdict on a set is one. */
export const CACHE_EVERY_MS = 2_000

/** `flush` writes at once: what was pulled, and for an app that goes to the back. `stop` ends the writing. */
export type KeptQueries = { flush(): void; stop(): void }

/**
 * Reads one account's cached answers back, and from then on writes them down as they change: whatever has data, however the last
 * request for it ended. A cache that is damaged costs a download. One that the store could not read stays as it is for the next start.
 */
export async function keepQueries(queries: QueryClient, cache: TextStore, accountId: string): Promise<KeptQueries> {
  const key = cacheKey(accountId)
  const found = await cache.read(key).then(
    (text) => ({ text }),
    () => null,
  )
  let isOpen = found !== null
  if (found?.text) takeCached(queries, found.text)
  // The persister writes a moment late: after a sign-out that would bring back what was just thrown away.
  const write = (name: string, text: string): Promise<void> => (isOpen ? cache.write(name, text) : Promise.resolve())
  const optionsWith = (throttleTime: number) => ({
    queryClient: queries,
    persister: createAsyncStoragePersister({
      storage: { getItem: cache.read, setItem: write, removeItem: cache.remove },
      key,
      throttleTime,
    }),
    // Nothing is left out because a request failed, or is on its way: TanStack's own rule keeps successes alone.
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

/** Takes in what can be read of a cache, whatever version of the app wrote it. Garbage is left out, never thrown on. */
function takeCached(queries: QueryClient, text: string): void {
  const cache = cacheSchema.safeParse(parsedJson(text))
  for (const query of cache.data?.clientState.queries ?? []) {
    const read = querySchema.safeParse(query)
    if (!read.success) continue
    const { queryKey, state } = read.data
    const data = isProgrammeKey(queryKey) ? storedProgramme(state.data) : state.data
    // It comes back as the success it was, however a later request for it ended. Undefined would be no data.
    queries.setQueryData(queryKey, data ?? undefined, { updatedAt: state.isInvalidated ? 0 : state.dataUpdatedAt })
  }
}
