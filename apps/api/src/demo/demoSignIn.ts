import { issueTokens } from '../auth/signIn.ts'
import { commit } from '../db/db.ts'
import { DEMO_LIFTER } from './accounts.ts'
import type { OpenHandler } from '../endpoints/handler.ts'
import { refuse } from '../endpoints/problem.ts'
import { accountByEmail, accountOf } from '../accounts/account.ts'

/** Signs anybody in as the demo lifter, where the demo is on. */
export const demo: OpenHandler<'demo'> = async ({ db, clock, random, demo: on }) => {
  const row = on ? await accountByEmail(db, DEMO_LIFTER.email) : null
  if (!row) return refuse('demo_off')
  return await db.asUser(row.id).tx(async (sql) => commit(await issueTokens(sql, { clock, random }, accountOf(row), null)))
}
