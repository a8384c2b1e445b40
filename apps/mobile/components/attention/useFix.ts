import type { Attention } from '@holdfast/outbox'
import { useRouter } from 'expo-router'
import { useFeel, useSession } from '../../store/hooks.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { sessionOf } from '../session/useStart.ts'
import { correctedSets } from '../words/rejectionWords.ts'
import { fixTarget, type FixTarget } from './fixTarget.ts'

/**
 * Opens the screen where a rejection can be corrected, or where the corrected workout is finished again. Null when there is none on this
 * device.
 */
export function useFix(attention: Attention): (() => void) | null {
  const router = useRouter()
  const feel = useFeel()
  const first = fixTarget(attention)
  const { session } = useSessionView(first?.sessionId ?? '')
  const isCorrected = first !== null && session !== null && correctedSets(attention, session) !== null
  const target: FixTarget | null = isCorrected ? { at: 'finish', sessionId: first.sessionId } : first
  const isOpen = useSession((state) => state.sessionId === target?.sessionId)
  const startSession = useSession((state) => state.startSession)
  if (!target || !session) return null
  const open = () => router.push(addressOf(target))
  return () => {
    if (isOpen) return open()
    startSession(sessionOf(session), (saved) => (saved ? open() : feel.refused()))
  }
}

function addressOf(target: FixTarget) {
  const { sessionId } = target
  return target.at === 'cell'
    ? ({ pathname: '/session/[sessionId]', params: { sessionId, fix: target.setId, field: target.field } } as const)
    : ({ pathname: '/session/complete', params: { sessionId, edit: '1' } } as const)
}
