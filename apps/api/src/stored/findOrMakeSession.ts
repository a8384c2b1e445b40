import { storedDay } from '@holdfast/contract'
import type { Unplanned } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import { findSession } from './readSessions.ts'
import type { SessionRow } from './sessionRow.ts'

type Asked = { sql: Sql; userId: string; version: number; params: { sessionId: string }; body: { unplanned?: Unplanned | undefined } }

/**
 * The session of an operation, or null. With `unplanned` it is made if this user has none. A removed one comes back as it was, because it
 * was lifted.
 */
export async function findOrMakeSession({ sql, userId, version, params, body }: Asked): Promise<SessionRow | null> {
  const found = await findSession(sql, userId, params.sessionId)
  if (found || !body.unplanned) return found
  const { title, scheduledOn } = body.unplanned
  await sql.query(
    `insert into sessions (user_id, id, title, scheduled_on, status, plan, version) values ($1, $2, $3, $4::text::date, 'planned', '[]', $5)
     on conflict (user_id, id) do update set deleted_at = null, version = excluded.version`,
    [userId, params.sessionId, title, storedDay(scheduledOn), version],
  )
  return await findSession(sql, userId, params.sessionId)
}
