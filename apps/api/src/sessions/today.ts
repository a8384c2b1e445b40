import { isoOf, todaysSession } from '@holdfast/contract'
import type { SignedInHandler } from '../endpoints/handler.ts'
import { withSets } from '../stored/readSessions.ts'
import { SESSION_COLUMNS } from '../stored/sessionRow.ts'
import type { SessionRow } from '../stored/sessionRow.ts'

/** The session to lift on the lifter's local day; without a day in the query, on the server's day in UTC. */
export const today: SignedInHandler<'today'> = async ({ db, clock, user, query }) => {
  const serverTime = isoOf(clock.nowMs())
  const on = query.on ?? serverTime.slice(0, 10)
  // Only rows that the rule can choose from, not years of finished sessions.
  const rows = await db.query<SessionRow>(
    `select ${SESSION_COLUMNS} from sessions s where s.user_id = $1 and s.deleted_at is null
       and (s.status in ('planned', 'in_progress') or s.scheduled_on::text = $2)`,
    [user.id, on],
  )
  return { ...todaysSession(await withSets(db, user.id, rows), on), serverTime }
}
