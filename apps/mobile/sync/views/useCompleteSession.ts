import { useMutation } from '@tanstack/react-query'
import { aroundEnding, ended } from '../engine/ending.ts'
import { useEngine } from './engineContext.ts'
import { finishSession } from '../engine/finishSession.ts'
import type { WorkoutTimes } from '../session/workoutTimes.ts'

/** Mutations of this key finish a session. */
const mutationKey = ['finish']

/**
 * Finishes a session with its whole log, at `times` when they are given. `applied` when the verdict arrived at once, `queued` when it is
 * still to come.
 */
export function useCompleteSession() {
  const engine = useEngine()
  const { isPending, mutate } = useMutation({
    ...aroundEnding(engine),
    mutationKey,
    mutationFn: ({ sessionId, times }: Finishing) =>
      ended(engine, (whenSaved) => finishSession(engine, sessionId, whenSaved, times ?? undefined)),
  })
  return {
    isPending,
    /** Does nothing while another finish runs: two taps are one finish. */
    finish(finishing: Finishing) {
      if (engine.queries.isMutating({ mutationKey }) === 0) mutate(finishing)
    },
  }
}

type Finishing = { sessionId: string; times: WorkoutTimes | null }
