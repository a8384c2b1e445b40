import type { Conflict } from '@holdfast/contract'
import { keepRevision } from '../sessions/revisions.ts'
import type { Revision } from '../sessions/revisions.ts'
import type { SessionRow } from '../sessions/sessionRow.ts'

/** Keeps the skip that stood in a session, because real work replaces it. */
export async function keepSkip(
  place: Parameters<typeof keepRevision>[0],
  session: SessionRow,
  reason: Revision['reason'],
): Promise<Conflict> {
  const loggedAt = session.logged_at?.toISOString() ?? null
  const revisionId = await keepRevision(place, {
    kind: 'skip',
    reason,
    payload: { reason: session.skip_reason, logged_at: loggedAt },
    loggedAt,
    loggedAtSent: session.logged_at_sent,
    operationId: session.operation_id,
  })
  return { revisionId, kept: 'this', otherLoggedAt: loggedAt }
}
