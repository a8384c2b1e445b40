import { effectiveMs, isoOf, skipMeets } from '@holdfast/contract'
import { refuse } from '../endpoints/problem.ts'
import { liveSets } from '../stored/actualSets.ts'
import { findSession } from '../stored/readSessions.ts'
import { keepRevision } from '../stored/revisions.ts'
import { skipSession, touchSession } from '../stored/sessionChanges.ts'
import { keepStanding, otherOf } from './keepStanding.ts'
import type { OperationCall, OperationResult } from '../endpoints/operation.ts'
import { standingOf } from './standing.ts'

/** Skips a session. Rejected when it has sets; a completion of the session wins. */
export async function skip(call: OperationCall<'skip'>): Promise<OperationResult> {
  const { sql, userId, operationId, version, params, body } = call
  const session = await findSession(sql, userId, params.sessionId)
  if (!session) return refuse('session_not_found')
  const sets = (await liveSets(sql, userId, [session.id])).get(session.id) ?? []
  const sent = { loggedAtMs: effectiveMs(body.logged_at, call.arrival), operationId, ...body }
  const decision = skipMeets(sent, standingOf(session, sets), sets.length)
  if (decision === 'session_has_sets') return refuse('session_has_sets')
  if (decision.stands === 'sent') {
    const conflict = await keepStanding(call, session, sets, decision.keep)
    await skipSession(sql, userId, session.id, version, sent)
    return { outcome: 'applied', conflict }
  }
  if (decision.keep === null) return { outcome: 'applied', conflict: null }
  const loggedAt = isoOf(sent.loggedAtMs)
  const payload = { reason: body.reason, logged_at: loggedAt }
  const revision = { kind: 'skip', reason: decision.keep, payload, loggedAt, loggedAtSent: body.logged_at, operationId } as const
  const revisionId = await keepRevision(call, revision)
  await touchSession(sql, userId, session.id, version)
  return { outcome: 'superseded', conflict: { revisionId, kept: 'other', ...otherOf(session) } }
}
