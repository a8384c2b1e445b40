import type { SignedIn } from '@holdfast/contract'
import { hashPassword } from '../auth/password.ts'
import { issueTokens } from '../auth/signIn.ts'
import { commit, rollback } from '../db/db.ts'
import type { OpenHandler } from '../endpoints/handler.ts'
import { refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import { emailKey, insertAccount } from './account.ts'

/** Makes a lifter's account and signs in to it. */
export const register: OpenHandler<'register'> = async ({ db, clock, random, body }) => {
  const account = { id: random.uuid(), email: emailKey(body.email), name: body.name, role: 'lifter' as const }
  const passwordHash = await hashPassword(body.password)
  return await db.asUser(account.id).tx<SignedIn | Refused>(async (sql) => {
    if (!(await insertAccount(sql, account, passwordHash, clock.nowMs()))) return rollback(refuse('email_taken'))
    return commit(await issueTokens(sql, { clock, random }, account, null))
  })
}
