import { isDeepStrictEqual } from 'node:util'
import type { Session } from '@holdfast/contract'
import { commit, rollback } from '../db/db.ts'
import type { SignedInHandler } from '../endpoints/handler.ts'
import { isRefused, refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import { isoOf } from '@holdfast/contract'
import { readSession } from '../stored/readSessions.ts'

/** A coach changes the plan of a lifter of theirs. No logged set changes, and a finished session takes no new plan. The same plan again changes nothing. */
export const putPlan: SignedInHandler<'putPlan'> = async ({ db, clock, user, params, body }) => {
  if (user.role !== 'coach') return refuse('forbidden')
  const result = await db.tx<Session | Refused>(async (sql) => {
    // A lifter chooses the ids of sessions outside the plan, so such a one never stands before that of a programme.
    const [owner] = await sql.query<{ user_id: string }>(
      `select s.user_id from coach_lifters c join sessions s on s.user_id = c.lifter_id
       where c.user_id = $1 and s.id = $2 and s.deleted_at is null order by s.programme is null, s.user_id limit 1`,
      [user.id, params.sessionId],
    )
    if (!owner) return rollback(refuse('session_not_found'))
    // The log beside the plan is the lifter's: the database lets a coach change nothing but the plan, and only through this.
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
