import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { QueryClient } from '@tanstack/react-query'
import { persistQueryClientRestore, persistQueryClientSubscribe } from '@tanstack/query-persist-client-core'
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

/**
 * Reads one account's cached answers back, and from then on writes them down as they change. The cache is disposable:
 * when it cannot be read the app starts with an empty one. Resolves with what stops the writing.
 */
export async function keepQueries(queries: QueryClient, cache: TextStore, accountId: string): Promise<() => void> {
  let isOpen = true
  // The persister writes a moment late: after a sign-out that would bring back what was just thrown away.
  const write = (key: string, text: string): Promise<void> => (isOpen ? cache.write(key, text) : Promise.resolve())
  const persister = createAsyncStoragePersister({
    storage: { getItem: cache.read, setItem: write, removeItem: cache.remove },
    key: cacheKey(accountId),
    throttleTime: 250,
  })
  const options = { queryClient: queries, persister, maxAge: Infinity, buster: CACHE_VERSION }
  await persistQueryClientRestore(options)
  const stop = persistQueryClientSubscribe(options)
  return () => {
    isOpen = false
    stop()
  }
}
