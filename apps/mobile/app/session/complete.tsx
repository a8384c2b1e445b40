import { Redirect, useLocalSearchParams } from 'expo-router'
import { useState } from 'react'
import { CompleteForm } from '../../components/training/CompleteForm.tsx'
import { CompleteSuccess } from '../../components/training/CompleteSuccess.tsx'
import { useFinishUndo } from '../../components/training/useFinishUndo.ts'
import { useSession } from '../../store/hooks.ts'
import { useSessionView } from '../../sync/useSessionView.ts'

/** Review, then the good news. The news only comes once the finish is durable on this device. */
export default function CompleteRoute() {
  const { sessionId, edit } = useLocalSearchParams<{ sessionId: string; edit?: string }>()
  const isOpen = useSession((session) => session.sessionId === sessionId)
  const ended = useSession((session) => (session.sessionId === sessionId ? session.ended : null))
  const { session } = useSessionView(sessionId)
  // Editing begins with the finish from before and is over with a new one.
  const [endedBefore] = useState(edit ? ended : null)
  useFinishUndo(sessionId, edit === undefined ? ended : null)
  if (isOpen && ended === endedBefore) return <CompleteForm sessionId={sessionId} />
  if (session?.status === 'completed') return <CompleteSuccess session={session} />
  return <Redirect href="/today" />
}
