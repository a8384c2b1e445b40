import type { Guard } from '@holdfast/journal'
import type { StoreApi } from 'zustand/vanilla'

/** The store with guarded listeners: one that throws stops neither the others nor the caller of `setState`. */
export function guardedStore<T>(store: StoreApi<T>, guard: Guard): StoreApi<T> {
  return {
    ...store,
    subscribe: (listener) => store.subscribe((now, before) => guard('a listener of a store', () => listener(now, before))),
  }
}
