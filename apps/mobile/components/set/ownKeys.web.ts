import { useSyncExternalStore } from 'react'

const coarse = window.matchMedia('(pointer: coarse)')

/** Whether the app's keypad is used instead of the system's keyboard: with touch, not with a mouse, where there are real keys. */
export function useOwnKeys(): boolean {
  return useSyncExternalStore(watch, () => coarse.matches)
}

function watch(changed: () => void): () => void {
  coarse.addEventListener('change', changed)
  return () => coarse.removeEventListener('change', changed)
}
