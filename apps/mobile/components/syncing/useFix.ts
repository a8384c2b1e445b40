import type { Attention } from '@holdfast/outbox'
import { useRouter } from 'expo-router'
import { useFeel, useSession } from '../../store/hooks.ts'
import { useSessionView } from '../../sync/useSessionView.ts'
import { sessionOf } from '../training/useStart.ts'
import { fixTarget, type FixTarget } from './fixTarget.ts'

/** Opens the place where a refusal can be put right; null when there is none on this device. */
export function useFix(attention: Attention): (() => void) | null {
  const router = useRouter()
  const feel = useFeel()
  const target = fixTarget(attention)
  const { session } = useSessionView(target?.sessionId ?? '')
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
