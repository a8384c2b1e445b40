import { useCallback } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useSession } from '../../store/hooks.ts'
import type { Change } from '../../sync/session/changes.ts'
import { changeWords } from '../words/changeWords.ts'

/** The texts for changes of the current session. */
export function useChangeWords(): (change: Change) => string {
  const session = useSession(useShallow(({ plan, addedSets, addedExercises, swaps }) => ({ plan, addedSets, addedExercises, swaps })))
  return useCallback((change: Change) => changeWords(change, session), [session])
}
