import { useMutation } from '@tanstack/react-query'
import { aroundEnding, ended } from './ending.ts'
import { useEngine } from './engineContext.ts'
import { finishSession } from './finishSession.ts'
import type { WorkoutTimes } from './workoutTimes.ts'

/** Finishes a session with its whole log, at other times than proposed when they are given: `applied` when the server said so at once, `queued` when it is on its way. */
export function useCompleteSession() {
  const engine = useEngine()
  return useMutation({
    ...aroundEnding(engine),
    mutationFn: ({ sessionId, times }: { sessionId: string; times: WorkoutTimes | null }) =>
      ended(engine, (whenSaved) => finishSession(engine, sessionId, whenSaved, times ?? undefined)),
  })
}
