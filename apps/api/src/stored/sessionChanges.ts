import type { Completion, Logged } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'

/** Something outside the session's row changed: the next sync must send the session again. */
export async function touchSession(sql: Sql, userId: string, sessionId: string, version: number): Promise<void> {
  await sql.query('update sessions set version = $3 where user_id = $1 and id = $2', [userId, sessionId, version])
}

/** The first set was logged: the session is in progress, whatever its status was. */
export async function startSession(sql: Sql, userId: string, sessionId: string, version: number, startedAt: string): Promise<void> {
  await sql.query(
    `update sessions set status = 'in_progress', started_at = coalesce(started_at, $4::timestamptz), skip_reason = null, logged_at = null,
       logged_at_sent = null, operation_id = null, version = $3 where user_id = $1 and id = $2`,
    [userId, sessionId, version, startedAt],
  )
}

/** The completion now counts in the session. */
export async function completeSession(sql: Sql, userId: string, sessionId: string, version: number, completion: Completion): Promise<void> {
  const { log, loggedAtSent, operationId } = completion
  await sql.query(
    `update sessions set status = 'completed', started_at = $4::timestamptz, completed_at = $5::timestamptz, log_plan_version = $6,
       session_rpe = $7::numeric, notes = $8, skip_reason = null, logged_at = $9::timestamptz, logged_at_sent = $10, operation_id = $11,
       auto_finalised = false, version = $3 where user_id = $1 and id = $2`,
    [
      userId,
      sessionId,
      version,
      log.startedAt,
      log.completedAt,
      log.planVersion,
      log.sessionRpe,
      log.notes,
      log.logged_at,
      loggedAtSent,
      operationId,
    ],
  )
}

/** The skip now counts in the session. */
export async function skipSession(
  sql: Sql,
  userId: string,
  sessionId: string,
  version: number,
  skip: Logged & { reason: string | null; logged_at: string },
): Promise<void> {
  await sql.query(
    `update sessions set status = 'skipped', skip_reason = $4, logged_at = $5, logged_at_sent = $6, operation_id = $7, version = $3
     where user_id = $1 and id = $2`,
    [userId, sessionId, version, skip.reason, new Date(skip.loggedAtMs), skip.logged_at, skip.operationId],
  )
}
