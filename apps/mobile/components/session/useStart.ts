import type { Session } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { useFeel, useSession } from '../../store/hooks.ts'
import type { SessionView } from '../../sync/session/overlay.ts'

/** Starts a session, or continues it, and opens its page once the start is durable. */
export function useStart(): (view: SessionView) => void {
  const router = useRouter()
  const feel = useFeel()
  const openId = useSession((session) => (session.ended === null ? session.sessionId : null))
  const startSession = useSession((session) => session.startSession)
  return (view) => {
    const session = sessionOf(view)
    const open = () => router.push({ pathname: '/session/[sessionId]', params: { sessionId: session.id } })
    if (openId === session.id) return open()
    startSession(session, (saved) => (saved ? open() : feel.refused()))
  }
}

/** The session without the fields that are only for screens. */
export function sessionOf({ sync: _mark, rejected: _undecided, stage: _stage, ...session }: SessionView): Session {
  return session
}
