import { isStorable } from '@holdfast/contract'
import { passwordMatches } from '../auth/password.ts'
import { issueTokens } from '../auth/signIn.ts'
import { commit } from '../db/db.ts'
import type { OpenHandler } from '../endpoints/handler.ts'
import { refuse } from '../endpoints/problem.ts'
import { accountByEmail, accountOf } from './account.ts'

/** Signs in with email and password. An unknown email takes the same code path and the same time as a wrong password. */
export const login: OpenHandler<'login'> = async ({ db, clock, random, body }) => {
  const row = isStorable(body.email) ? await accountByEmail(db, body.email) : null
  if (!(await passwordMatches(body.password, row?.password_hash ?? null)) || !row) return refuse('credentials_wrong')
  return await db.asUser(row.id).tx(async (sql) => commit(await issueTokens(sql, { clock, random }, accountOf(row), null)))
}
