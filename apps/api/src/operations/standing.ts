import type { ActualSet, Log, Standing } from '@holdfast/contract'
import { numberOf } from '../stored/sessionRow.ts'
import type { SessionRow } from '../stored/sessionRow.ts'

/** The state of a session, as the contract's rules take it. */
export function standingOf(session: SessionRow, actualSets: ActualSet[]): Standing {
  const { status } = session
  // A log that the server finished by itself has no operation: every real id is higher.
  const logged = { loggedAtMs: session.logged_at?.getTime() ?? 0, operationId: session.operation_id ?? '' }
  switch (status) {
    case 'planned':
    case 'in_progress':
      return { status }
    case 'skipped':
      return { status, reason: session.skip_reason, ...logged }
    case 'completed':
      return { status, log: standingLog(session, actualSets), autoFinalised: session.auto_finalised, ...logged }
  }
}

/** The log that counts in a completed session. */
export function standingLog(session: SessionRow, actualSets: ActualSet[]): Log {
  const { started_at: startedAt, completed_at: completedAt, logged_at: loggedAt } = session
  if (!startedAt || !completedAt || !loggedAt) throw new Error(`the completed session ${session.id} has no log`)
  return {
    startedAt: startedAt.toISOString(),
    completedAt: completedAt.toISOString(),
    planVersion: session.log_plan_version ?? session.plan_version,
    sessionRpe: numberOf(session.session_rpe),
    notes: session.notes,
    actualSets,
    logged_at: loggedAt.toISOString(),
  }
}
