import type { Account, SignedIn } from '@holdfast/contract'
import { commit } from '../db/db.ts'
import type { RequestDb, Sql } from '../db/db.ts'
import { refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import { refreshRuling } from './refreshRule.ts'
import type { RefreshToken } from './refreshRule.ts'
import { endFamily, issueTokens } from './signIn.ts'
import type { Minted } from './signIn.ts'
import { tokenKey } from './token.ts'

type Row = {
  token_hash: string
  family_id: string
  parent_hash: string | null
  expires_at: Date
  exchanged_at: Date | null
  revoked_at: Date | null
}

/** Exchanges a refresh token for new tokens. A reuse that the rule does not allow ends the whole sign-in. */
export async function renew(db: RequestDb, ports: Minted, token: string): Promise<SignedIn | Refused> {
  const key = tokenKey(token)
  if (key === null) return refuse('unauthenticated')
  return await db.asUser(key.userId).tx<SignedIn | Refused>(async (sql) => {
    // The lock on the user makes two exchanges of one token run one after the other.
    const [account] = await sql.query<Account>('select id, email, name, role from users where id = $1 for update', [key.userId])
    const [row] = await sql.query<Row>('select * from refresh_tokens where user_id = $1 and token_hash = $2', [key.userId, key.hash])
    if (!account || !row) return commit(refuse('unauthenticated'))
    const nowMs = ports.clock.nowMs()
    const children = await sql.query<Row>('select * from refresh_tokens where user_id = $1 and parent_hash = $2', [key.userId, key.hash])
    const ruling = refreshRuling(tokenOf(row), children.map(tokenOf), nowMs)
    switch (ruling) {
      case 'expired':
        return commit(refuse('unauthenticated'))
      case 'stolen':
        await endFamily(sql, key.userId, row.family_id)
        return commit(refuse('unauthenticated'))
      case 'renewInstead':
        await revokeChildren(sql, key.userId, key.hash, nowMs)
        break
      case 'renew':
        break
    }
    await sql.query('update refresh_tokens set exchanged_at = coalesce(exchanged_at, $3) where user_id = $1 and token_hash = $2', [
      key.userId,
      key.hash,
      new Date(nowMs),
    ])
    return commit(await issueTokens(sql, ports, account, { familyId: row.family_id, parentHash: key.hash }))
  })
}

/** Ends the sign-in that a refresh token belongs to. An unknown token is no error. */
export async function signOut(db: RequestDb, token: string): Promise<void> {
  const key = tokenKey(token)
  if (key === null) return
  await db.asUser(key.userId).tx(async (sql) => {
    const [row] = await sql.query<Row>('select * from refresh_tokens where user_id = $1 and token_hash = $2', [key.userId, key.hash])
    if (row) await endFamily(sql, key.userId, row.family_id)
    return commit(undefined)
  })
}

async function revokeChildren(sql: Sql, userId: string, parentHash: string, nowMs: number): Promise<void> {
  await sql.query('update refresh_tokens set revoked_at = $3 where user_id = $1 and parent_hash = $2', [
    userId,
    parentHash,
    new Date(nowMs),
  ])
}

function tokenOf(row: Row): RefreshToken {
  return {
    expiresAtMs: row.expires_at.getTime(),
    exchangedAtMs: row.exchanged_at?.getTime() ?? null,
    revokedAtMs: row.revoked_at?.getTime() ?? null,
  }
}
