import { createCollection, localOnlyCollectionOptions } from '@tanstack/db'
import { NonRetriableError, startOfflineExecutor } from '@tanstack/offline-transactions'

/**
 * TanStack's offline transactions over one collection, wired as its README does. `best` keeps status codes out of error messages
 * (the library looks for them there) and takes only a 4xx that is a verdict for a verdict.
 */
export const offlineTransactions = {
  name: 'offline-transactions',
  version: '1.0.53, db 0.8.7',
  async open({ store, network, best = false, url = 'https://api.test' }) {
    const rows = createCollection(localOnlyCollectionOptions({ id: 'operations', getKey: ({ id }) => id }))
    const send = async ({ transaction }) => {
      for (const { modified } of transaction.mutations) {
        const sent = network.fetch(url + modified.endpoint, { method: modified.method, body: JSON.stringify(modified) })
        const response = best
          ? await sent.catch(() => {
              throw new Error('nobody answered')
            })
          : await sent
        if (!response.ok && best) throw isRefusal(response.status) ? new NonRetriableError('refused') : new Error('not now')
        if (!response.ok && response.status === 422) throw new NonRetriableError('Invalid data - will not retry')
        if (!response.ok) throw new Error(`HTTP ${response.status}`)
        const body = await response.json()
        if (best && body.operationId !== modified.id) throw new Error('not our server')
      }
    }
    const executor = startOfflineExecutor({
      collections: { operations: rows },
      mutationFns: { send },
      ...(store
        ? {
            storage: {
              get: async (key) => store.get(key),
              set: async (key, value) => store.set(key, value),
              delete: async (key) => store.remove(key),
              keys: async () => store.keys(),
              clear: async () => {},
            },
          }
        : {}),
      onlineDetector: detectorOf(network),
      leaderElection: {
        requestLeadership: async () => true,
        releaseLeadership() {},
        isLeader: () => true,
        onLeadershipChange: () => () => {},
      },
    })
    await executor.waitForInit()
    return {
      tap(operation, _place, refused = () => {}) {
        const transaction = executor.createOfflineTransaction({ mutationFnName: 'send', autoCommit: false, idempotencyKey: operation.id })
        transaction.mutate(() => rows.insert(operation))
        transaction.commit().catch(() => refused())
      },
      pending: () => [...rows.keys()],
      close: () => executor.dispose(),
    }
  },
}

const isRefusal = (status) => status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)

function detectorOf(network) {
  const callbacks = new Set()
  const tell = () => callbacks.forEach((callback) => callback())
  const stop = network?.subscribe((online) => online && tell())
  return {
    subscribe(callback) {
      callbacks.add(callback)
      return () => callbacks.delete(callback)
    },
    notifyOnline: tell,
    isOnline: () => network?.isOnline() ?? false,
    dispose: () => stop?.(),
  }
}
