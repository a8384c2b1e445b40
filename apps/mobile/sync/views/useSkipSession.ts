import type { Session } from '@holdfast/contract'
import { useMutation } from '@tanstack/react-query'
import { aroundEnding, ended } from '../engine/ending.ts'
import { useEngine } from './engineContext.ts'
import { skipSession, takeSkipBack } from '../engine/finishSession.ts'

/** `whenStored` receives whether the skip is durable on this device, long before the server's verdict. */
type Skip = { session: Pick<Session, 'id'>; reason: string | null; whenStored: (saved: boolean) => void }

/** Skips a session, with or without a reason. */
export function useSkipSession() {
  const engine = useEngine()
  return useMutation({
    ...aroundEnding(engine),
    mutationFn: ({ session, reason, whenStored }: Skip) =>
      ended(engine, (whenSaved) =>
        skipSession(engine, session.id, reason, (saved) => {
          whenStored(saved.saved)
          whenSaved(saved)
        }),
      ),
  })
}

/** Takes a skip back while it is still on this device. Answers false when it may have been sent. */
export function useTakeSkipBack(): (sessionId: string) => boolean {
  const engine = useEngine()
  return (sessionId) => takeSkipBack(engine, sessionId)
}
