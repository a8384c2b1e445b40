import type { ActualSet, Plan, Session, SessionStatus } from '@holdfast/contract'

/** A session as it is stored, without its sets. */
export type SessionRow = {
  id: string
  title: string
  programme: Session['programme']
  scheduled_on: string
  status: SessionStatus
  plan: Plan
  plan_version: number
  session_rpe: string | null
  notes: string
  log_plan_version: number | null
  started_at: Date | null
  completed_at: Date | null
  skip_reason: string | null
  logged_at: Date | null
  logged_at_sent: string | null
  operation_id: string | null
  auto_finalised: boolean
  version: string | number
  deleted_at: Date | null
  /** The operations of the revisions, oldest first. */
  kept_operation_ids: (string | null)[]
}

/** The columns of `SessionRow`. The day is read as text: the two drivers give a date different time zones. */
export const SESSION_COLUMNS = `s.id, s.title, s.programme, s.scheduled_on::text as scheduled_on, s.status, s.plan, s.plan_version, s.session_rpe,
  s.notes, s.log_plan_version, s.started_at, s.completed_at, s.skip_reason, s.logged_at, s.logged_at_sent, s.operation_id, s.auto_finalised,
  s.version, s.deleted_at,
  (select coalesce(json_agg(r.operation_id order by r.version, r.created_at, r.id), '[]') from revisions r
    where r.user_id = s.user_id and r.session_id = s.id) as kept_operation_ids`

/** A session as the contract defines it. */
export function sessionOf(row: SessionRow, actualSets: ActualSet[]): Session {
  const kept = row.kept_operation_ids
  return {
    id: row.id,
    title: row.title,
    programme: row.programme,
    scheduledOn: row.scheduled_on,
    status: row.status,
    plan: row.plan,
    planVersion: row.plan_version,
    actualSets,
    sessionRpe: numberOf(row.session_rpe),
    notes: row.notes,
    startedAt: row.started_at?.toISOString() ?? null,
    completedAt: row.completed_at?.toISOString() ?? null,
    skipReason: row.skip_reason,
    logged_at: row.logged_at?.toISOString() ?? null,
    autoFinalised: row.auto_finalised,
    version: Number(row.version),
    revisionCount: kept.length,
    ...(kept.length > 0 ? { logOperationIds: [row.operation_id, ...kept] } : {}),
  }
}

/** A `numeric`; both drivers answer it as text. */
export function numberOf(numeric: string | null): number | null {
  return numeric === null ? null : Number(numeric)
}
