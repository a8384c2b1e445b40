import type { Session } from '@holdfast/contract'
import type { SessionTold } from './activity.ts'
import type { Subject } from '../session/operations.ts'

/** Two logs of one session met, and the lifter has not said that they know. Times are RFC 3339, null where nobody can say. */
export type OpenConflict = {
  sessionId: string
  /** What this device had said of the session. */
  ours: Exclude<Subject['kind'], 'set'>
  /** Which of the two counts. */
  kept: 'this' | 'other'
  ownLoggedAt: string | null
  otherLoggedAt: string | null
  /** How many kept logs the lifter knows of once they have seen this. */
  revisionCount: number
}

/**
 * What has to be told of a session: a verdict on this device's own log, or, when the server keeps more logs than the lifter knows of, that
 * another device was here since. While something of the session waits its verdict is still to come.
 */
export function openConflictOf(told: SessionTold, session: Session | undefined, sessionId: string, waits: boolean): OpenConflict | null {
  const { met, seen, ownLoggedAt } = told
  const known = Math.max(seen, met?.revisionCount ?? 0)
  if (session && !waits && ownLoggedAt !== null && isElsewhere(told, session, known)) {
    const stands = isKnown(told, session.logOperationIds?.[0] ?? null)
    return {
      sessionId,
      ours: 'completion',
      kept: stands ? 'this' : 'other',
      ownLoggedAt,
      otherLoggedAt: stands ? null : session.logged_at,
      revisionCount: session.revisionCount,
    }
  }
  if (!met || met.subject === 'set' || met.revisionCount <= seen) return null
  const { subject, loggedAt, conflict, revisionCount } = met
  return {
    sessionId,
    ours: subject,
    kept: conflict.kept,
    ownLoggedAt: loggedAt,
    otherLoggedAt: conflict.otherLoggedAt,
    revisionCount: Math.max(revisionCount, session?.revisionCount ?? 0),
  }
}

/** Whether logs are kept in a session beyond the first few, and another device made one of those, or what stands. */
function isElsewhere(told: SessionTold, { logOperationIds = [] }: Session, knownCount: number): boolean {
  const [standing, ...kept] = logOperationIds
  const news = kept.slice(knownCount)
  return news.length > 0 && [standing, ...news].some((id) => !isKnown(told, id ?? null))
}

/** What nobody's operation made, no other device made either. */
const isKnown = ({ knownIds }: SessionTold, operationId: string | null): boolean => operationId === null || knownIds.has(operationId)
