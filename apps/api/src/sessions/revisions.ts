import { isoOf } from '@holdfast/contract'
import type { SignedInHandler } from '../endpoints/handler.ts'
import { refuse } from '../endpoints/problem.ts'
import { findSession } from '../stored/readSessions.ts'
import { readRevisions } from '../stored/revisions.ts'

/** Every revision of a session, newest first. */
export const revisions: SignedInHandler<'revisions'> = async ({ db, clock, user, params }) => {
  if (!(await findSession(db, user.id, params.sessionId))) return refuse('session_not_found')
  return { revisions: await readRevisions(db, user.id, params.sessionId), serverTime: isoOf(clock.nowMs()) }
}
