import type { SignedInHandler } from '../endpoints/handler.ts'
import { refuse } from '../endpoints/problem.ts'
import { isoOf } from '@holdfast/contract'
import { findSession, withSets } from '../stored/readSessions.ts'

/** One session of this user. */
export const session: SignedInHandler<'session'> = async ({ db, clock, user, params }) => {
  const row = await findSession(db, user.id, params.sessionId)
  const [found] = row ? await withSets(db, user.id, [row]) : []
  return found ? { session: found, serverTime: isoOf(clock.nowMs()) } : refuse('session_not_found')
}
