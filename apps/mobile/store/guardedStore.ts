import type { Guard } from '@holdfast/journal'
import type { StoreApi } from 'zustand/vanilla'

/** The store, with its listeners called through the guard: one that throws keeps neither the others nor the caller of `setState` from going on. */
export function guardedStore<T>(store: StoreApi<T>, guard: Guard): StoreApi<T> {
  return {
    ...store,
    subscribe: (listener) => store.subscribe((now, before) => guard('a listener of a store', () => listener(now, before))),
  }
}
