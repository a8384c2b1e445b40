import type { Account, SignedIn } from '@holdfast/contract'
import type { Clock } from '../clock.ts'
import type { Sql } from '../db/db.ts'
import type { Random } from '../random.ts'
import { hashOf, newToken } from './token.ts'

const ACCESS_MS = 15 * 60_000
// Long: a lifter who comes back after a winter must still be able to send what waits on the phone.
const REFRESH_MS = 180 * 86_400_000
// An expired access token is stored this long, so that the answer can say "expired" and not "unknown".
const REMEMBERED_MS = 30 * 86_400_000

export type Minted = { clock: Clock; random: Random }

/**
 * Issues an access token and a refresh token. A new sign-in starts a family. A renewal continues the family, below the token it replaces.
 */
export async function issueTokens(
  sql: Sql,
  { clock, random }: Minted,
  account: Account,
  from: { familyId: string; parentHash: string } | null,
): Promise<SignedIn> {
  const nowMs = clock.nowMs()
  const accessToken = newToken(account.id, random.secret())
  const refreshToken = newToken(account.id, random.secret())
  const familyId = from?.familyId ?? random.uuid()
  await sql.query('delete from access_tokens where user_id = $1 and expires_at < $2', [account.id, new Date(nowMs - REMEMBERED_MS)])
  await sql.query('insert into access_tokens (user_id, token_hash, family_id, expires_at) values ($1, $2, $3, $4)', [
    account.id,
    hashOf(accessToken),
    familyId,
    new Date(nowMs + ACCESS_MS),
  ])
  await sql.query(
    `insert into refresh_tokens (user_id, token_hash, family_id, parent_hash, issued_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [account.id, hashOf(refreshToken), familyId, from?.parentHash ?? null, new Date(nowMs), new Date(nowMs + REFRESH_MS)],
  )
  return { account, accessToken, expiresIn: ACCESS_MS / 1000, refreshToken }
}

/** Ends a sign-in: revokes every token of its family. */
export async function endFamily(sql: Sql, userId: string, familyId: string): Promise<void> {
  await sql.query('delete from access_tokens where user_id = $1 and family_id = $2', [userId, familyId])
  await sql.query('delete from refresh_tokens where user_id = $1 and family_id = $2', [userId, familyId])
}
