import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { QueryClient } from '@tanstack/react-query'
import { persistQueryClientRestore, persistQueryClientSave, persistQueryClientSubscribe } from '@tanstack/query-persist-client-core'
import type { TextStore } from './ports.ts'

/** Changes when a cached answer can no longer be read as it is. Losing the cache costs a download, never a log. */
const CACHE_VERSION = '1'

export const cacheKey = (accountId: string): string => `queries_${accountId}`

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { gcTime: Infinity, staleTime: 30_000, retry: 2 },
      mutations: { retry: 0, networkMode: 'always' },
    },
  })
}

/** How long changes are gathered: everything is written for the smallest of them, and each verdict on a set is one. */
export const CACHE_EVERY_MS = 2_000

/** `flush` writes at once: what was pulled, and for an app that goes to the back. `stop` ends the writing. */
export type KeptQueries = { flush(): void; stop(): void }

/**
 * Reads one account's cached answers back, and from then on writes them down as they change. The cache is disposable:
 * when it cannot be read the app starts with an empty one, and what the last moment brought is downloaded again.
 */
export async function keepQueries(queries: QueryClient, cache: TextStore, accountId: string): Promise<KeptQueries> {
  let isOpen = true
  // The persister writes a moment late: after a sign-out that would bring back what was just thrown away.
  const write = (key: string, text: string): Promise<void> => (isOpen ? cache.write(key, text) : Promise.resolve())
  const optionsWith = (throttleTime: number) => ({
    queryClient: queries,
    persister: createAsyncStoragePersister({
      storage: { getItem: cache.read, setItem: write, removeItem: cache.remove },
      key: cacheKey(accountId),
      throttleTime,
    }),
    maxAge: Infinity,
    buster: CACHE_VERSION,
  })
  const calm = optionsWith(CACHE_EVERY_MS)
  const atOnce = optionsWith(0)
  await persistQueryClientRestore(calm)
  const stop = persistQueryClientSubscribe(calm)
  return {
    flush: () => void persistQueryClientSave(atOnce),
    stop() {
      isOpen = false
      stop()
    },
  }
}
