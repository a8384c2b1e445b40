import type { Clock } from '../clock.ts'
import type { Sql } from '../db/db.ts'

/** How long after its last set a session in progress counts as finished. */
export const STALE_MS = 12 * 3_600_000
const EVERY_MS = 10 * 60_000

/**
 * Finishes what nobody finished: sessions in progress with a set, whose newest set is older than `staleMs`. They end with their
 * last set, and yield to a log of the lifter's own whenever that comes. Gives how many there were.
 */
export async function autoFinalise(sql: Sql, nowMs: number, staleMs = STALE_MS): Promise<number> {
  for (let finished = 0; ;) {
    const done = await sql.query(FINALISE, [new Date(nowMs - staleMs)])
    if (done.length === 0) return finished
    finished += done.length
  }
}

// Sets may arrive in any order, so the first one that came (`started_at`) need not be the first that was lifted.
// One statement, safe from any number of processes at once: a user somebody else is writing is left for the next time, and so is
// one that was written since this statement began to look (`seen`). Every session gets a version of its own, so one a user.
const FINALISE = `
  with stale as (
    select distinct on (s.user_id) s.user_id, s.id, u.version as seen, min(a.completed_at) as first_lifted, max(a.completed_at) as last_lifted,
      max(a.logged_at) as last_logged
    from sessions s join users u on u.id = s.user_id join actual_sets a on a.user_id = s.user_id and a.session_id = s.id
    where s.status = 'in_progress' and s.deleted_at is null and a.deleted_at is null
    group by s.user_id, s.id, u.version having max(a.stands_since) < $1 order by s.user_id, s.id
  ), ours as (
    select stale.* from stale join users u on u.id = stale.user_id and u.version = stale.seen order by u.id for update of u skip locked
  ), raised as (
    update users u set version = u.version + 1 from ours where u.id = ours.user_id returning u.id, u.version
  )
  update sessions s set status = 'completed', started_at = least(s.started_at, ours.first_lifted), completed_at = ours.last_lifted,
    log_plan_version = s.plan_version, logged_at = ours.last_logged, logged_at_sent = null, operation_id = null, auto_finalised = true,
    version = raised.version
  from ours join raised on raised.id = ours.user_id where s.user_id = ours.user_id and s.id = ours.id and s.status = 'in_progress'
  returning s.id`

/** Does that now and every ten minutes. The function given back stops it, and waits for one under way. */
export function autoFinaliseRegularly(db: Sql, clock: Clock, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  // What fails now is found again in ten minutes.
  const run = () => (running = running.then(() => autoFinalise(db, clock.nowMs())).catch(failed))
  void run()
  const timer = setInterval(() => void run(), EVERY_MS).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
