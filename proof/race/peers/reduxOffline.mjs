import { offline } from '@redux-offline/redux-offline'
import defaults from '@redux-offline/redux-offline/lib/defaults/index.js'
import { createStore } from 'redux'

/**
 * redux-offline on a store instead of localForage or AsyncStorage, with its own defaults; `best` follows its README: own `effect`,
 * `discard` and `retry`, so that only what the server refused for good is given up, and never after a number of tries.
 */
export const reduxOffline = {
  name: 'redux-offline',
  takesInitial: true,
  version: '2.6.0',
  async open({ store, network, best = false, url = 'https://api.test', initial = [] }) {
    const storage = {
      getItem: (key, done) => answer(() => store.get(key), done),
      setItem: (key, value, done) => answer(() => store.set(key, value), done),
      removeItem: (key, done) => answer(() => store.remove(key), done),
      getAllKeys: (done) => answer(() => store.keys(), done),
    }
    const actions = initial.map((operation, index) => actionOf(operation, url, index + 1))
    const preloaded = { rows: {}, offline: { ...emptyQueue, outbox: actions, lastTransaction: actions.length } }
    let redux
    await new Promise((resolve) => {
      const config = {
        ...(defaults.default ?? defaults),
        persistOptions: { storage },
        persistCallback: resolve,
        detectNetwork: (tell) => {
          tell({ online: network?.isOnline() ?? false })
          network?.subscribe((online) => tell({ online }))
        },
        ...(best ? bestOf(network) : {}),
      }
      redux = createStore(rows, initial.length > 0 ? preloaded : undefined, offline(config))
    })
    return {
      tap: (operation) => void redux.dispatch(actionOf(operation, url)),
      pending: () => redux.getState().offline.outbox.map(({ payload }) => payload.id),
      close() {},
    }
  },
}

const emptyQueue = { busy: false, lastTransaction: 0, online: false, outbox: [], retryCount: 0, retryScheduled: false, netInfo: {} }

const rows = (state = {}) => state

function actionOf(operation, url, transaction) {
  const effect = { url: url + operation.endpoint, method: operation.method, json: operation }
  const commit = { type: 'sent', meta: { id: operation.id } }
  const rollback = { type: 'refused', meta: { id: operation.id } }
  return {
    type: 'tap',
    payload: { id: operation.id },
    meta: { offline: { effect, commit, rollback }, ...(transaction ? { transaction } : {}) },
  }
}

function bestOf(network) {
  return {
    effect: async ({ url, method, json }) => {
      const response = await network.fetch(url, { method, body: JSON.stringify(json) })
      if (!response.ok) throw Object.assign(new Error('refused'), { status: response.status })
      const body = await response.json()
      if (body.operationId !== json.id) throw new Error('not our server')
      return body
    },
    discard: (error) => error.status >= 400 && error.status < 500 && ![401, 408, 425, 429].includes(error.status),
    retry: (_action, retries) => Math.min(300_000, 1_000 * 2 ** retries),
  }
}

/** redux-persist 4 calls back and takes promises too. */
function answer(work, done) {
  const promise = new Promise((resolve) => resolve(work()))
  promise.then(
    (value) => done?.(null, value),
    (error) => done?.(error),
  )
  return promise
}
