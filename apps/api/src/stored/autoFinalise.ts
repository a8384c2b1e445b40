import type { Clock } from '../clock.ts'
import type { Sql } from '../db/db.ts'

/** How long after its last set, in ms, the server finishes a session in progress. */
export const STALE_MS = 12 * 3_600_000
const EVERY_MS = 10 * 60_000

/**
 * Finishes sessions in progress whose newest set is older than `staleMs`. They end with their last set, and every log of the lifter
 * replaces them. Answers how many there were.
 */
export async function autoFinalise(sql: Sql, nowMs: number, staleMs = STALE_MS): Promise<number> {
  for (let finished = 0; ;) {
    const done = await sql.query(FINALISE, [new Date(nowMs - staleMs)])
    if (done.length === 0) return finished
    finished += done.length
  }
}

// Sets may arrive in any order, so the first to arrive (`started_at`) need not be the first that was lifted. Any number of processes may
// run this statement at once. It leaves out a user whom another transaction writes, or has written since this statement began (`seen`); the
// next run takes them. Each session gets its own version, so at most one per user is finished in one statement.
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

/** Runs now and every ten minutes. Call the answer to stop; it waits for a run under way. */
export function autoFinaliseRegularly(db: Sql, clock: Clock, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  // A run that failed is repeated in ten minutes.
  const run = () => (running = running.then(() => autoFinalise(db, clock.nowMs())).catch(failed))
  void run()
  const timer = setInterval(() => void run(), EVERY_MS).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
