import type { Account, Role } from '@holdfast/contract'
import type { RequestDb, Sql } from '../db/db.ts'

export type AccountRow = { id: string; email: string; name: string; role: Role; password_hash: string | null }

/**
 * The account of an email, whatever its upper and lower case. An unknown email takes the same two steps, so the response time does not
 * reveal it.
 */
export async function accountByEmail(db: RequestDb, email: string): Promise<AccountRow | null> {
  const [known] = await db.asUser(null).query<{ id: string | null }>('select account_id_of($1) as id', [emailKey(email)])
  const id = known?.id ?? null
  const [row] = await db.asUser(id).query<AccountRow>('select id, email, name, role, password_hash from users where id = $1', [id])
  return row ?? null
}

/** Makes an account. Answers false when its email is taken. */
export async function insertAccount(sql: Sql, account: Account, passwordHash: string | null, nowMs: number): Promise<boolean> {
  const made = await sql.query(
    `insert into users (id, email, name, role, password_hash, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (email) do nothing returning id`,
    [account.id, emailKey(account.email), account.name, account.role, passwordHash, new Date(nowMs)],
  )
  return made.length === 1
}

/** An account as the app sees it. */
export function accountOf({ id, email, name, role }: AccountRow): Account {
  return { id, email, name, role }
}

/** An email as it is stored and compared. */
export function emailKey(email: string): string {
  return email.toLowerCase()
}
