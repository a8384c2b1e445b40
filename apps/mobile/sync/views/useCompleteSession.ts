import { useMutation } from '@tanstack/react-query'
import { aroundEnding, ended } from '../engine/ending.ts'
import { useEngine } from './engineContext.ts'
import { finishSession } from '../engine/finishSession.ts'
import type { WorkoutTimes } from '../session/workoutTimes.ts'

/** Mutations of this key finish a session. */
const mutationKey = ['finish']

/** Finishes a session with its whole log, at other times than proposed when they are given: `applied` when the server said so at once, `queued` when it is on its way. */
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
    /** Nothing while one is under way: two taps are one finish. */
    finish(finishing: Finishing) {
      if (engine.queries.isMutating({ mutationKey }) === 0) mutate(finishing)
    },
  }
}

type Finishing = { sessionId: string; times: WorkoutTimes | null }
