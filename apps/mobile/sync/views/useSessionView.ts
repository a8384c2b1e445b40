import { useCallback } from 'react'
import { useEngine, useKnown } from './engineContext.ts'
import { overlay, type SessionView } from '../session/overlay.ts'
import type { Programme } from '../server/programme.ts'
import { useProgramme } from './useProgramme.ts'

export type SessionViewState = { session: SessionView | null; loading: boolean; failed: boolean; refetch(): void }

/** One session as the screen shows it: the server's copy with this device's log over it. */
export function useSessionView(sessionId: string): SessionViewState {
  const engine = useEngine()
  const known = useKnown(engine)
  const select = useCallback(
    (programme: Programme) => {
      const session = programme.sessions[sessionId] ?? known(sessionId).log?.session
      return session ? overlay(session, known(sessionId)) : null
    },
    [known, sessionId],
  )
  const query = useProgramme(select)
  // Started on this device and never pulled again: the journal alone is enough to show it.
  const own = known(sessionId)
  const session = query.data ?? (own.log ? overlay(own.log.session, own) : null)
  return {
    session,
    loading: session === null && query.isFetching,
    failed: session === null && !query.isFetching,
    refetch: () => void query.refetch(),
  }
}
