import { useMutation } from '@tanstack/react-query'
import { aroundEnding, ended } from './ending.ts'
import { useEngine } from './engineContext.ts'
import { finishSession } from './finishSession.ts'

/** Finishes a session with its whole log: `applied` when the server said so at once, `queued` when it is on its way. */
export function useCompleteSession() {
  const engine = useEngine()
  return useMutation({
    ...aroundEnding(engine),
    mutationFn: ({ sessionId }: { sessionId: string }) => ended(engine, (whenSaved) => finishSession(engine, sessionId, whenSaved)),
  })
}
