import type { Attention } from '@holdfast/outbox'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { didOf } from '../words/didWords.ts'
import { rejectionWords, type RejectionWords } from '../words/rejectionWords.ts'

/** A rejection in words, with the names from the current state of its workout. */
export function useRejectionWords(attention: Attention): RejectionWords {
  const { session } = useSessionView(didOf(attention.operation).sessionId ?? '')
  return rejectionWords(attention, session)
}
