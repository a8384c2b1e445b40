import { isDeepStrictEqual } from 'node:util'
import type { Session } from '@holdfast/contract'
import { commit, rollback } from '../db/db.ts'
import type { SignedInHandler } from '../endpoints/handler.ts'
import { isRefused, refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import { isoOf } from '@holdfast/contract'
import { readSession } from '../stored/readSessions.ts'

/**
 * Changes the plan of a session of one of the coach's lifters. It changes no logged set, a finished session takes no new plan, and the same
 * plan again changes nothing.
 */
export const putPlan: SignedInHandler<'putPlan'> = async ({ db, clock, user, params, body }) => {
  if (user.role !== 'coach') return refuse('forbidden')
  const result = await db.tx<Session | Refused>(async (sql) => {
    // A lifter chooses the ids of unplanned sessions, so such a session must not be chosen before one of a programme.
    const [owner] = await sql.query<{ user_id: string }>(
      `select s.user_id from coach_lifters c join sessions s on s.user_id = c.lifter_id
       where c.user_id = $1 and s.id = $2 and s.deleted_at is null order by s.programme is null, s.user_id limit 1`,
      [user.id, params.sessionId],
    )
    if (!owner) return rollback(refuse('session_not_found'))
    // The log of the session belongs to the lifter. The database lets a coach change only the plan, and only through this function.
    const [changed] = await sql.query<{ version: unknown }>('select change_plan($1, $2, $3::jsonb) as version', [
      owner.user_id,
      params.sessionId,
      JSON.stringify(body.plan),
    ])
    const found = await readSession(sql, owner.user_id, params.sessionId)
    if (!found) return rollback(refuse('session_not_found'))
    if (changed?.version !== null) return commit(found)
    return rollback(isDeepStrictEqual(found.plan, body.plan) ? found : refuse('session_finished'))
  })
  return isRefused(result) ? result : { session: result, serverTime: isoOf(clock.nowMs()) }
}
