import type { ActualSet, CompleteBody } from '@holdfast/contract'
import { numberOf } from '../sessions/sessionRow.ts'
import type { SessionRow } from '../sessions/sessionRow.ts'

/** The content of a finished session: what a completion sends, and what a revision keeps. */
export type Log = CompleteBody

/** The log that stands in a completed session. */
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

/** Whether two logs say the same was lifted. When they were logged, and against which plan, makes no difference to the lifter. */
export function saysTheSame(a: Log, b: Log): boolean {
  return contentOf(a) === contentOf(b)
}

function contentOf(log: Log): string {
  const sets = [...log.actualSets]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((set) => [
      set.id,
      set.exerciseId,
      set.plannedSetId,
      set.setType,
      set.setOrder,
      set.weight?.value ?? null,
      set.weight?.unit ?? null,
      set.reps,
      set.rpe,
      set.completedAt,
    ])
  return JSON.stringify([log.startedAt, log.completedAt, log.sessionRpe, log.notes, sets])
}
