import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { hydrate, MutationObserver, onlineManager, QueryClient } from '@tanstack/query-core'
import { persistQueryClient } from '@tanstack/query-persist-client-core'

/**
 * TanStack Query's paused mutations under `persistQueryClient`, as its *Persist mutations* guide wires them. `best`: retries for ever,
 * a scope per entity, no throttle, no expiry, and mutations that are on their way are persisted too.
 */
export const tanstackQuery = {
  name: 'TanStack Query persister',
  takesInitial: true,
  version: 'query-core 5.108.0, persist-client-core 5.104.5',
  async open({ store, network, best = false, throttleMs = best ? 0 : 1_000, scoped = best, url = 'https://api.test', initial = [] }) {
    onlineManager.setEventListener((tell) => {
      tell(network?.isOnline() ?? false)
      return network?.subscribe((online) => tell(online))
    })
    onlineManager.setOnline(network?.isOnline() ?? false)
    const client = new QueryClient({ defaultOptions: { mutations: { gcTime: Infinity } } })
    client.setMutationDefaults(['tap'], {
      mutationFn: async (operation) => {
        const response = await network.fetch(url + operation.endpoint, { method: operation.method, body: JSON.stringify(operation) })
        if (!response.ok) throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status })
        const body = await response.json()
        if (best && body.operationId !== operation.id) throw new Error('not our server')
        return body
      },
      ...(best ? { retry: (_failures, error) => !isRefusal(error), retryDelay: (n) => Math.min(300_000, 1_000 * 2 ** n) } : {}),
    })
    client.mount()
    if (initial.length > 0) hydrate(client, { mutations: initial.map((operation) => dehydrated(operation, scoped)), queries: [] })
    const persister = createAsyncStoragePersister({
      storage: { getItem: store.get, setItem: async (key, value) => store.set(key, value), removeItem: store.remove },
      throttleTime: throttleMs,
    })
    const [unsubscribe, restored] = persistQueryClient({
      queryClient: client,
      persister,
      ...(best ? { maxAge: Infinity, dehydrateOptions: { shouldDehydrateMutation: ({ state }) => state.status === 'pending' } } : {}),
    })
    await restored
    const all = () => client.getMutationCache().getAll()
    if (best)
      for (const mutation of all())
        if (mutation.state.status === 'pending' && !mutation.state.isPaused) void mutation.continue().catch(() => {})
    void client.resumePausedMutations().catch(() => {})
    return {
      tap(operation) {
        const options = { mutationKey: ['tap'], ...(scoped ? { scope: { id: entityOf(operation) } } : {}) }
        new MutationObserver(client, client.defaultMutationOptions(options)).mutate(operation).catch(() => {})
      },
      pending: () =>
        all()
          .filter(({ state }) => state.status === 'pending')
          .map(({ state }) => state.variables.id),
      close() {
        unsubscribe()
        client.unmount()
      },
    }
  },
}

const isRefusal = ({ status }) => status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)
const entityOf = ({ endpoint }) => endpoint.split('/').slice(0, 4).join('/')

function dehydrated(operation, scoped) {
  const state = {
    context: undefined,
    data: undefined,
    error: null,
    failureCount: 0,
    failureReason: null,
    isPaused: true,
    status: 'pending',
    variables: operation,
    submittedAt: 1_800_000_000_000,
  }
  return { mutationKey: ['tap'], state, ...(scoped ? { scope: { id: entityOf(operation) } } : {}) }
}
