import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { useLogger } from './loggerContext.ts'

// Outside the page: going to the review and back must not unfold anything. A new start of the app unfolds everything.
const folds = createStore<Readonly<Record<string, boolean>>>()(() => ({}))

/** Whether the warm-ups of an exercise are folded, and a function to toggle that. */
export function useWarmupFold(key: string): { folded: boolean; toggle: () => void } {
  const { sessionId } = useLogger()
  const place = `${sessionId} ${key}`
  const folded = useStore(folds, (all) => all[place] ?? false)
  return { folded, toggle: () => folds.setState({ [place]: !folded }) }
}
