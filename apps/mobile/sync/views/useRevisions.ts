import type { Revision } from '@holdfast/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEngine } from './engineContext.ts'
import { authorized, revisionsKey } from '../server/programme.ts'

export type RevisionsView = {
  /** Newest first; null until this device received them once. */
  revisions: readonly Revision[] | null
  loading: boolean
  failed: boolean
  refetch(): void
}

/** The revisions of a session. Only the server has them; its last answer is stored on this device. */
export function useRevisions(sessionId: string, revisionCount: number): RevisionsView {
  const { account, signIn, api } = useEngine()
  const query = useQuery({
    // Another count means another list. It is requested again, and the old list stays on screen meanwhile.
    queryKey: [...revisionsKey(account.id, sessionId), revisionCount],
    queryFn: async () => {
      const answer = await authorized(signIn, (token) => api.call('revisions', { params: { sessionId }, token }))
      if (!answer.ok) throw new Error(answer.problem?.detail ?? 'the server is not answering')
      return answer.answer.revisions
    },
    placeholderData: keepPreviousData,
  })
  return {
    revisions: query.data ?? null,
    loading: query.data === undefined && query.fetchStatus === 'fetching',
    failed: query.data === undefined && query.fetchStatus !== 'fetching',
    refetch: () => void query.refetch(),
  }
}
