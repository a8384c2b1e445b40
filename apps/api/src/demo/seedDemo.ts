import { completionOf, isoOf, uuidOf } from '@holdfast/contract'
import type { Completion } from '@holdfast/contract'
import { insertAccount } from '../accounts/account.ts'
import { hashPassword } from '../auth/password.ts'
import { commit, rollback } from '../db/db.ts'
import type { Sql } from '../db/db.ts'
import type { Ports } from '../ports.ts'
import { holdSets, saveSets } from '../stored/actualSets.ts'
import { completeSession } from '../stored/sessionChanges.ts'
import { bumpVersion } from '../stored/userVersion.ts'
import { DEMO_COACH, DEMO_LIFTER } from './accounts.ts'
import { DAYS } from './block.ts'
import { liftedSession } from './history.ts'
import { dayAfter, programmeOf } from './programme.ts'
import type { ProgrammeSession } from './programme.ts'

const WEEKS_LIFTED = 2

/**
 * Makes the demo lifter, two weeks into a programme whose next session is today, and their coach. Does nothing if they exist, so that what
 * people did in the demo stays.
 */
export async function seedDemo(ports: Pick<Ports, 'db' | 'clock'>, password: string): Promise<void> {
  const nowMs = ports.clock.nowMs()
  const passwordHash = await hashPassword(password)
  await ports.db.tx(async (sql) => {
    if (!(await insertAccount(sql, DEMO_LIFTER, passwordHash, nowMs))) return rollback(undefined)
    if (!(await insertAccount(sql, DEMO_COACH, passwordHash, nowMs))) return rollback(undefined)
    await sql.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2)', [DEMO_COACH.id, DEMO_LIFTER.id])
    const today = isoOf(nowMs).slice(0, 10)
    const sessions = programmeOf(DEMO_LIFTER.id, dayAfter(today, -7 * WEEKS_LIFTED))
    for (const [index, session] of sessions.entries()) {
      const version = await insertSession(sql, session)
      if (index < DAYS.length * WEEKS_LIFTED) await lift(sql, session, index, version, nowMs)
    }
    return commit(undefined)
  })
}

async function insertSession(sql: Sql, { id, title, programme, scheduledOn, plan }: ProgrammeSession): Promise<number> {
  const version = await bumpVersion(sql, DEMO_LIFTER.id)
  await sql.query(
    `insert into sessions (user_id, id, title, programme, scheduled_on, status, plan, version)
     values ($1, $2, $3, $4::jsonb, $5::text::date, 'planned', $6::jsonb, $7)`,
    [DEMO_LIFTER.id, id, title, JSON.stringify(programme), scheduledOn, JSON.stringify(plan), version],
  )
  return version
}

async function lift(sql: Sql, session: ProgrammeSession, index: number, version: number, nowMs: number): Promise<void> {
  const lifted = liftedSession(session, index)
  const sent = { ...lifted, planVersion: 1, logged_at: lifted.completedAt }
  const completion: Completion = completionOf(sent, uuidOf(`${session.id}/completion`), { receivedAtMs: nowMs, shiftMs: 0 }, [])
  await saveSets(sql, DEMO_LIFTER.id, session.id, completion.sets)
  await holdSets(sql, DEMO_LIFTER.id, session.id, completion, true)
  await completeSession(sql, DEMO_LIFTER.id, session.id, version, completion)
}
