import type { Session } from '@holdfast/contract'
import type { SessionTold } from './activity.ts'
import type { Subject } from '../session/operations.ts'

/** A conflict that the lifter has not acknowledged. Times are RFC 3339, null when unknown. */
export type OpenConflict = {
  sessionId: string
  /** The kind of this device's operation. */
  ours: Exclude<Subject['kind'], 'set'>
  /** Which of the two logs counts. */
  kept: 'this' | 'other'
  ownLoggedAt: string | null
  otherLoggedAt: string | null
  /** How many revisions the lifter knows of after acknowledging this. */
  revisionCount: number
}

/**
 * The conflict of a session to show, or null. Either a verdict on this device's operation named it, or the server has more revisions than
 * the lifter knows of. The second means that another device logged since. It is not checked while something of the session waits, because
 * that verdict is still to come.
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

/** Whether another device made a revision beyond the first `knownCount`, or, if there are such revisions, the log that counts. */
function isElsewhere(told: SessionTold, { logOperationIds = [] }: Session, knownCount: number): boolean {
  const [standing, ...kept] = logOperationIds
  const news = kept.slice(knownCount)
  return news.length > 0 && [standing, ...news].some((id) => !isKnown(told, id ?? null))
}

/** A log that no operation made does not come from another device. */
const isKnown = ({ knownIds }: SessionTold, operationId: string | null): boolean => operationId === null || knownIds.has(operationId)
