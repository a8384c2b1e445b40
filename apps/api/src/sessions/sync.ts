import { isoOf } from '@holdfast/contract'
import type { SignedInHandler } from '../endpoints/handler.ts'
import { withSets } from '../stored/readSessions.ts'
import { SESSION_COLUMNS } from '../stored/sessionRow.ts'
import type { SessionRow } from '../stored/sessionRow.ts'
import { versionOf } from '../stored/userVersion.ts'

const PAGE_SESSIONS_MAX = 200

/**
 * What changed since a cursor; the cursor is the user's version. The version is read first and limits the page. A change that commits
 * meanwhile is in the next page, and none is missed.
 */
export const sync: SignedInHandler<'sync'> = async ({ db, clock, user, query }) => {
  const upTo = await versionOf(db, user.id)
  // A cursor above the version was given before this database was restored from a backup. The client gets everything again.
  const since = query.cursor > upTo ? 0 : query.cursor
  const rows = await db.query<SessionRow>(
    `select ${SESSION_COLUMNS} from sessions s where s.user_id = $1 and s.version > $2 and s.version <= $3 order by s.version limit $4`,
    [user.id, since, upTo, PAGE_SESSIONS_MAX + 1],
  )
  const more = rows.length > PAGE_SESSIONS_MAX
  const page = rows.slice(0, PAGE_SESSIONS_MAX)
  return {
    sessions: await withSets(
      db,
      user.id,
      page.filter((row) => row.deleted_at === null),
    ),
    tombstones: page.filter((row) => row.deleted_at !== null).map((row) => row.id),
    cursor: more ? Number(page.at(-1)?.version) : upTo,
    more,
    serverTime: isoOf(clock.nowMs()),
  }
}
