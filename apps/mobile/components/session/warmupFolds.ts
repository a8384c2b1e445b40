import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { useLogger } from './loggerContext.ts'

// Beside the page: going to the review and back must not unfold what was folded. A new start of the app unfolds everything.
const folds = createStore<Readonly<Record<string, boolean>>>()(() => ({}))

/** Whether the warm-ups of a place are folded away, and how to turn that round. */
export function useWarmupFold(key: string): { folded: boolean; toggle: () => void } {
  const { sessionId } = useLogger()
  const place = `${sessionId} ${key}`
  const folded = useStore(folds, (all) => all[place] ?? false)
  return { folded, toggle: () => folds.setState({ [place]: !folded }) }
}
