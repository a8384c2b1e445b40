import { effectiveMs, restoredCompletion, restoreMeets } from '@holdfast/contract'
import { refuse } from '../endpoints/problem.ts'
import { liveSets } from '../stored/actualSets.ts'
import { findSession } from '../stored/readSessions.ts'
import { findRevision } from '../stored/revisions.ts'
import { skipSession, touchSession } from '../stored/sessionChanges.ts'
import { letLose, letStand } from './complete.ts'
import { keepStanding, otherOf } from './keepStanding.ts'
import type { OperationCall, OperationResult } from '../endpoints/operation.ts'
import { standingOf } from './standing.ts'

/** Restores a revision, as if it had been logged when the lifter asked for it. The log or skip that counted becomes a revision. */
export async function restore(call: OperationCall<'restore'>): Promise<OperationResult> {
  const { sql, userId, operationId, version, params, body } = call
  const session = await findSession(sql, userId, params.sessionId)
  if (!session) return refuse('session_not_found')
  const kept = await findRevision(sql, userId, session.id, params.revisionId)
  if (!kept) return refuse('not_found')
  const sets = (await liveSets(sql, userId, [session.id])).get(session.id) ?? []
  const asked = { loggedAtMs: effectiveMs(body.logged_at, call.arrival), loggedAtSent: body.logged_at, operationId }
  const content = kept.kind === 'completion' ? { kind: kept.kind, log: kept.payload } : { kind: kept.kind, reason: kept.payload.reason }
  const decision = restoreMeets({ ...asked, ...content }, standingOf(session, sets), sets.length)
  if (decision === 'session_has_sets') return refuse('session_has_sets')
  if (decision.stands === 'standing') {
    // Its log is a revision already, but the change of its sets has to be synced.
    const lost = content.kind === 'completion' ? await letLose(call, restoredCompletion(content.log, asked), session.operation_id) : null
    if (lost?.takesAway || lost?.changes) await touchSession(sql, userId, session.id, version)
    return { outcome: 'superseded', conflict: { revisionId: params.revisionId.toLowerCase(), kept: 'other', ...otherOf(session) } }
  }
  const conflict = await keepStanding(call, session, sets, decision.keep)
  if (content.kind === 'completion') await letStand(call, restoredCompletion(content.log, asked))
  else {
    const skip = { ...asked, reason: content.reason, logged_at: asked.loggedAtSent }
    await skipSession(sql, userId, session.id, version, skip)
  }
  return { outcome: 'applied', conflict }
}
