import { observable } from '@legendapp/state'
import { configureSynced } from '@legendapp/state/sync'
import { ObservablePersistLocalStorageBase } from '@legendapp/state/persist-plugins/local-storage'
import { syncedCrud } from '@legendapp/state/sync-plugins/crud'

/**
 * Legend-State's `syncedCrud` with `retrySync`, on its own key-value plugin (what its MMKV plugin does, over the store it is given).
 * It asks no network whether it is there. `best` adds the retries its guide shows.
 */
export const legendState = {
  name: 'Legend-State',
  version: '3.0.0-beta.48',
  /** What it would have stored itself: its own taps take seconds each once thousands wait. */
  seed(store, operations) {
    const rows = Object.fromEntries(operations.map((operation) => [operation.id, operation]))
    const pending = Object.fromEntries(operations.map((operation) => [operation.id, { p: null, t: ['object'], v: operation }]))
    store.set('rows', JSON.stringify(rows))
    store.set('rows__m', JSON.stringify({ pending }))
  },
  async open({ store, network, best = false, url = 'https://api.test' }) {
    class Plugin extends ObservablePersistLocalStorageBase {
      constructor() {
        super({ getItem: store.get, setItem: store.set, removeItem: store.remove })
      }
    }
    const send = async (operation) => {
      const response = await (network?.fetch(url + operation.endpoint, { method: operation.method, body: JSON.stringify(operation) }) ??
        Promise.reject(new TypeError('Network request failed')))
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
      const body = await response.json()
      if (best && body.operationId !== operation.id) throw new Error('not our server')
      return operation
    }
    const crud = configureSynced(syncedCrud, {
      persist: { plugin: Plugin, retrySync: true },
      ...(best ? { retry: { infinite: true, backoff: 'exponential', maxDelay: 300_000 } } : {}),
    })
    const rows = observable(
      crud({ list: async () => [], create: send, update: send, mode: 'merge', persist: { name: 'rows' }, onError: () => {} }),
    )
    rows.get()
    await turn()
    return {
      tap: (operation) => rows[operation.id].set(operation),
      pending: () => Object.keys(rows.get() ?? {}),
      close() {},
    }
  },
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
