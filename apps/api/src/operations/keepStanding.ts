import type { ActualSet, Conflict, KeptBecause } from '@holdfast/contract'
import { isoOf } from '@holdfast/contract'
import { keepRevision } from '../stored/revisions.ts'
import type { RevisionContent } from '../stored/revisions.ts'
import type { SessionRow } from '../stored/sessionRow.ts'
import { standingLog } from './standing.ts'

/**
 * Stores the log or skip that counted until now as a revision, because another one replaces it. Answers null when there is nothing to
 * store.
 */
export async function keepStanding(
  place: Parameters<typeof keepRevision>[0],
  session: SessionRow,
  actualSets: ActualSet[],
  reason: KeptBecause | null,
): Promise<Conflict | null> {
  const standing = reason === null ? null : contentOf(session, actualSets)
  if (reason === null || standing === null) return null
  const { logged_at_sent: loggedAtSent, operation_id: operationId } = session
  const loggedAt = standing.payload.logged_at
  const revisionId = await keepRevision(place, { ...standing, reason, loggedAt, loggedAtSent, operationId })
  return { revisionId, kept: 'this', ...otherOf(session), ...(session.auto_finalised ? {} : { otherLoggedAt: loggedAt }) }
}

/** What a conflict says about the standing log or skip. A log that the server finished by itself has no author. */
export function otherOf({ auto_finalised, logged_at, operation_id }: SessionRow): Pick<Conflict, 'otherLoggedAt' | 'otherOperationId'> {
  if (auto_finalised) return { otherLoggedAt: null, otherOperationId: null }
  return { otherLoggedAt: logged_at?.toISOString() ?? null, otherOperationId: operation_id }
}

function contentOf(session: SessionRow, actualSets: ActualSet[]): RevisionContent | null {
  switch (session.status) {
    case 'planned':
      return null
    case 'skipped':
      return { kind: 'skip', payload: { reason: session.skip_reason, logged_at: session.logged_at?.toISOString() ?? null } }
    case 'completed':
      return { kind: 'completion', payload: standingLog(session, actualSets) }
    case 'in_progress':
      return { kind: 'completion', payload: standingLog({ ...session, ...unfinished(session, actualSets) }, actualSets) }
  }
}

// A session in progress is stored as if it had been finished with its last set.
function unfinished(session: SessionRow, actualSets: ActualSet[]): Pick<SessionRow, 'started_at' | 'completed_at' | 'logged_at'> {
  const latest = (instants: string[]) => new Date(isoOf(Math.max(...instants.map((instant) => Date.parse(instant)))))
  const completedAt = latest(actualSets.map((set) => set.completedAt))
  return {
    started_at: session.started_at ?? completedAt,
    completed_at: completedAt,
    logged_at: latest(actualSets.map((set) => set.logged_at)),
  }
}
