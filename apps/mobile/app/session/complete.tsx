import { Redirect, useLocalSearchParams } from 'expo-router'
import { useState } from 'react'
import { NotFound } from '../../components/layout/NotFound.tsx'
import { CompleteForm } from '../../components/finish/CompleteForm.tsx'
import { CompleteSuccess } from '../../components/finish/CompleteSuccess.tsx'
import { useFinishUndo } from '../../components/finish/useFinishUndo.ts'
import { useIdParam } from '../../components/layout/useIdParam.ts'
import { useSession } from '../../store/hooks.ts'
import type { Stage } from '../../sync/session/overlay.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'

export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

/** The review, then the result: only after the finish is durable on this device. A rejection by the server is shown in the same place. */
export default function CompleteRoute() {
  const sessionId = useIdParam('sessionId')
  return sessionId === null ? <NotFound /> : <CompletePage sessionId={sessionId} />
}

function CompletePage({ sessionId }: { sessionId: string }) {
  const { edit } = useLocalSearchParams<{ edit?: string }>()
  const isOpen = useSession((session) => session.sessionId === sessionId)
  const ended = useSession((session) => (session.sessionId === sessionId ? session.ended : null))
  const { session } = useSessionView(sessionId)
  // Editing begins with the earlier finish, and ends with a new one.
  const [endedBefore] = useState(edit ? ended : null)
  useFinishUndo(sessionId, edit === undefined ? ended : null)
  if (isOpen && ended === endedBefore) return <CompleteForm sessionId={sessionId} />
  if (session && ends.has(session.stage)) return <CompleteSuccess session={session} />
  return <Redirect href="/today" />
}

/** The stages that end a finish. */
const ends: ReadonlySet<Stage> = new Set(['finished', 'notFinished'])
