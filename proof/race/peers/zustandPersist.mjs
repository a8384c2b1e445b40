import { createJSONStorage, persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'

/** The queue as an array in a persisted store: what the brief of this app would be, taken literally. It sends nothing by itself. */
export const zustandPersist = {
  name: 'zustand persist',
  version: '5.1.0',
  async open({ store }) {
    const storage = createJSONStorage(() => ({ getItem: store.get, setItem: store.set, removeItem: store.remove }))
    const state = createStore(persist(() => ({ queue: [] }), { name: 'queue', storage }))
    await new Promise((resolve) => (state.persist.hasHydrated() ? resolve() : state.persist.onFinishHydration(resolve)))
    return {
      tap: (operation) => state.setState(({ queue }) => ({ queue: [...queue, operation] })),
      fill: (operations) => state.setState({ queue: [...operations] }),
      pending: () => state.getState().queue.map(({ id }) => id),
      close() {},
    }
  },
}
