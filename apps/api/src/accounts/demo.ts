import { issueTokens } from '../auth/signIn.ts'
import { commit } from '../db/db.ts'
import { DEMO_LIFTER } from '../demo/accounts.ts'
import type { OpenHandler } from '../http/handler.ts'
import { refuse } from '../http/problem.ts'
import { accountByEmail, accountOf } from './account.ts'

/** Signs anybody in as the demo lifter, where the server has one. */
export const demo: OpenHandler<'demo'> = async ({ db, clock, random, demo: on }) => {
  const row = on ? await accountByEmail(db, DEMO_LIFTER.email) : null
  if (!row) return refuse('demo_off')
  return await db.asUser(row.id).tx(async (sql) => commit(await issueTokens(sql, { clock, random }, accountOf(row), null)))
}
