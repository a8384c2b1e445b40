import type { Sql } from '../db/db.ts'

/**
 * Raises the user's version and answers the new one. It must be the first statement of everything that changes a user's sessions: it locks
 * the user until the transaction ends. So versions become visible in order, and sync never misses one.
 */
export async function bumpVersion(sql: Sql, userId: string): Promise<number> {
  const [row] = await sql.query<{ version: string | number }>('update users set version = version + 1 where id = $1 returning version', [
    userId,
  ])
  if (!row) throw new Error('the version of an unknown user was raised')
  return Number(row.version)
}

/** Lowers the version that this transaction raised and did not use. */
export async function unbumpVersion(sql: Sql, userId: string): Promise<void> {
  await sql.query('update users set version = version - 1 where id = $1', [userId])
}

/** The version up to which a user's changes are visible. */
export async function versionOf(sql: Sql, userId: string): Promise<number> {
  const [row] = await sql.query<{ version: string | number }>('select version from users where id = $1', [userId])
  return Number(row?.version ?? 0)
}
