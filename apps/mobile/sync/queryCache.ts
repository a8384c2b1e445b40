import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { QueryClient } from '@tanstack/react-query'
import { persistQueryClientRestore, persistQueryClientSubscribe } from '@tanstack/query-persist-client-core'
import type { TextStore } from './ports.ts'

/** Changes when a cached answer can no longer be read as it is. Losing the cache costs a download, never a log. */
const CACHE_VERSION = '1'

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
  const persister = createAsyncStoragePersister({
    storage: { getItem: cache.read, setItem: cache.write, removeItem: cache.remove },
    key: `queries_${accountId}`,
    throttleTime: 250,
  })
  const options = { queryClient: queries, persister, maxAge: Infinity, buster: CACHE_VERSION }
  await persistQueryClientRestore(options)
  return persistQueryClientSubscribe(options)
}
