import type { Db } from '@holdfast/api/src/db/db.ts'
import { standingSets } from '@holdfast/api/src/stored/actualSets.ts'
import { readSession } from '@holdfast/api/src/stored/readSessions.ts'
import { readRevisions } from '@holdfast/api/src/stored/revisions.ts'
import type { StoredAccount } from '../server.ts'

/** Everything a server holds of one account, in a form both servers have: what is not told to phones too. */
export function simulatedHoldings({ version, sessions, receipts }: StoredAccount) {
  return {
    version,
    sessions: [...sessions.values()]
      .sort((a, b) => (a.session.id < b.session.id ? -1 : 1))
      .map((stored) => {
        const { session, sets, revisions, loggedAtMs, operationId, logPlanVersion, deleted } = stored
        return {
          session,
          standing: { loggedAtMs, operationId, logPlanVersion: session.status === 'completed' ? logPlanVersion : null, deleted },
          sets: Object.fromEntries([...sets].map(([id, set]) => [id, { ...wordOf(set), deleted: set.set === null }])),
          revisions: [...revisions].reverse(),
        }
      }),
    receipts: [...receipts.keys()].sort(),
  }
}

/** The same of the real database. */
export async function realHoldings(db: Db, accountId: string) {
  const [user] = await db.query<{ version: string | number }>('select version from users where id = $1', [accountId])
  const rows = await db.query<{
    id: string
    status: string
    logged_at: Date | null
    operation_id: string | null
    log_plan_version: number | null
    deleted: boolean
  }>(
    `select id, status, logged_at, operation_id, log_plan_version, deleted_at is not null as deleted from sessions
     where user_id = $1 order by id::text collate "C"`,
    [accountId],
  )
  const receipts = await db.query<{ operation_id: string }>(
    'select operation_id from operation_receipts where user_id = $1 order by operation_id::text collate "C"',
    [accountId],
  )
  const sessions = []
  for (const row of rows) {
    const sets = await standingSets(db, accountId, row.id)
    sessions.push({
      session: await readSession(db, accountId, row.id),
      standing: {
        loggedAtMs: row.logged_at?.getTime() ?? 0,
        operationId: row.operation_id ?? '',
        logPlanVersion: row.status === 'completed' ? row.log_plan_version : null,
        deleted: row.deleted,
      },
      sets: Object.fromEntries([...sets.values()].map((set) => [set.id, { ...wordOf(set), deleted: set.deleted }])),
      revisions: await readRevisions(db, accountId, row.id),
    })
  }
  return { version: Number(user?.version), sessions, receipts: receipts.map(({ operation_id }) => operation_id) }
}

const wordOf = ({ loggedAtMs, operationId }: { loggedAtMs: number; operationId: string }) => ({ loggedAtMs, operationId })
