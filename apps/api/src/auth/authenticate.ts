import type { Role } from '@holdfast/contract'
import type { Clock } from '../clock.ts'
import type { RequestDb } from '../db/db.ts'
import { refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import type { User } from '../endpoints/user.ts'
import { tokenKey } from './token.ts'

/**
 * Reads an `Authorization: Bearer` header. The user id in the token is only a claim until the token's hash is found among the tokens of
 * that user. Until then it gives no access to anything else.
 */
export async function authenticate(db: RequestDb, clock: Clock, authorization: string | undefined): Promise<User | Refused> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
  const key = token === undefined ? null : tokenKey(token)
  if (key === null) return refuse('unauthenticated')
  const [found] = await db
    .asUser(key.userId)
    .query<{ role: Role; family_id: string; expires_at: Date }>(
      `select u.role, t.family_id, t.expires_at from access_tokens t join users u on u.id = t.user_id where t.user_id = $1 and t.token_hash = $2`,
      [key.userId, key.hash],
    )
  if (!found) return refuse('unauthenticated')
  if (found.expires_at.getTime() <= clock.nowMs()) return refuse('token_expired')
  return { id: key.userId, role: found.role, familyId: found.family_id }
}
