import type { Session } from '@holdfast/contract'
import { commit, rollback } from '../db/db.ts'
import type { SignedInHandler } from '../http/handler.ts'
import { isRefused, refuse } from '../http/problem.ts'
import type { Refused } from '../http/problem.ts'
import { isoOf } from '../operations/arrival.ts'
import { readSession } from './readSessions.ts'
import { bumpVersion } from './userVersion.ts'

/** A coach changes the plan of a lifter of theirs. The log is not touched. The same plan again changes nothing. */
export const putPlan: SignedInHandler<'putPlan'> = async ({ db, clock, user, params, body }) => {
  if (user.role !== 'coach') return refuse('forbidden')
  const result = await db.tx<Session | Refused>(async (sql) => {
    const [owner] = await sql.query<{ user_id: string }>(
      `select s.user_id from coach_lifters c join sessions s on s.user_id = c.lifter_id
       where c.user_id = $1 and s.id = $2 and s.deleted_at is null order by s.user_id limit 1`,
      [user.id, params.sessionId],
    )
    if (!owner) return rollback(refuse('session_not_found'))
    const version = await bumpVersion(sql, owner.user_id)
    const changed = await sql.query(
      `update sessions set plan = $3::jsonb, plan_version = plan_version + 1, version = $4
       where user_id = $1 and id = $2 and plan <> $3::jsonb returning id`,
      [owner.user_id, params.sessionId, JSON.stringify(body.plan), version],
    )
    const found = await readSession(sql, owner.user_id, params.sessionId)
    if (!found) return rollback(refuse('session_not_found'))
    return changed.length === 0 ? rollback(found) : commit(found)
  })
  return isRefused(result) ? result : { session: result, serverTime: isoOf(clock.nowMs()) }
}
