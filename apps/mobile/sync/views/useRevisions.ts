import type { Revision } from '@holdfast/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEngine } from './engineContext.ts'
import { authorized, revisionsKey } from '../server/programme.ts'

export type RevisionsView = {
  /** Newest first; null while this device never had them. */
  revisions: readonly Revision[] | null
  loading: boolean
  failed: boolean
  refetch(): void
}

/** The logs of a session that do not stand. Only the server has them; what it told once is kept on this device. */
export function useRevisions(sessionId: string, revisionCount: number): RevisionsView {
  const { account, signIn, api } = useEngine()
  const query = useQuery({
    // Another count is another list: it is asked for again, and the one before stays on screen meanwhile.
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
