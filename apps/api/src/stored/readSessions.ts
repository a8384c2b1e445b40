import type { Session } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import { liveSets } from './actualSets.ts'
import { SESSION_COLUMNS, sessionOf } from './sessionRow.ts'
import type { SessionRow } from './sessionRow.ts'

/** The row of a session that this user may see, or null. For a session of another user the answer is null. */
export async function findSession(sql: Sql, userId: string, sessionId: string): Promise<SessionRow | null> {
  const [row] = await sql.query<SessionRow>(
    `select ${SESSION_COLUMNS} from sessions s where s.user_id = $1 and s.id = $2 and s.deleted_at is null`,
    [userId, sessionId],
  )
  return row ?? null
}

/** One whole session, also a removed one: a verdict may have to answer it. */
export async function readSession(sql: Sql, userId: string, sessionId: string): Promise<Session | null> {
  const rows = await sql.query<SessionRow>(`select ${SESSION_COLUMNS} from sessions s where s.user_id = $1 and s.id = $2`, [
    userId,
    sessionId,
  ])
  return (await withSets(sql, userId, rows))[0] ?? null
}

/** Sessions with their sets, in the order of the rows. */
export async function withSets(sql: Sql, userId: string, rows: readonly SessionRow[]): Promise<Session[]> {
  const sets = await liveSets(
    sql,
    userId,
    rows.map((row) => row.id),
  )
  return rows.map((row) => sessionOf(row, sets.get(row.id) ?? []))
}
