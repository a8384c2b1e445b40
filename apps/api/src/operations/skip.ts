import { isNewer } from '@holdfast/contract'
import { refuse } from '../http/problem.ts'
import { liveSets } from '../sessions/actualSets.ts'
import { findSession } from '../sessions/readSessions.ts'
import { keepRevision } from '../sessions/revisions.ts'
import { skipSession, touchSession } from '../sessions/sessionChanges.ts'
import type { SessionRow } from '../sessions/sessionRow.ts'
import { effectiveMs, isoOf } from './arrival.ts'
import { keepSkip } from './keepSkip.ts'
import type { Done, OperationCall, OperationResult } from './operation.ts'

type Call = OperationCall<'skip'>

/** Skips a session. Real work is never skipped away: logged sets refuse it, a finished session outlives it. */
export async function skip(call: Call): Promise<OperationResult> {
  const { sql, userId, version, params, body } = call
  const session = await findSession(sql, userId, params.sessionId)
  if (!session) return refuse('session_not_found')
  switch (session.status) {
    case 'completed':
      return await lose(call, session)
    case 'skipped': {
      const same = session.skip_reason === body.reason
      const newer = isNewer(sentVersion(call), { loggedAtMs: session.logged_at?.getTime() ?? 0, operationId: session.operation_id ?? '' })
      if (!newer) return same ? { outcome: 'applied', conflict: null } : await lose(call, session)
      const conflict = same ? null : await keepSkip(call, session, 'a newer log replaced it')
      await skipSession(sql, userId, session.id, version, { ...sentVersion(call), ...body })
      return { outcome: 'applied', conflict }
    }
    case 'planned':
    case 'in_progress': {
      const sets = await liveSets(sql, userId, [session.id])
      if ((sets.get(session.id) ?? []).length > 0) return refuse('session_has_sets')
      await skipSession(sql, userId, session.id, version, { ...sentVersion(call), ...body })
      return { outcome: 'applied', conflict: null }
    }
  }
}

async function lose(call: Call, session: SessionRow): Promise<Done> {
  const { body, operationId } = call
  const loggedAt = isoOf(sentVersion(call).loggedAtMs)
  const revisionId = await keepRevision(call, {
    kind: 'skip',
    reason: session.status === 'completed' ? 'a completion beats a skip' : 'a newer log stands',
    payload: { reason: body.reason, logged_at: loggedAt },
    loggedAt,
    loggedAtSent: body.logged_at,
    operationId,
  })
  await touchSession(call.sql, call.userId, session.id, call.version)
  return { outcome: 'superseded', conflict: { revisionId, kept: 'other', otherLoggedAt: session.logged_at?.toISOString() ?? null } }
}

function sentVersion({ body, operationId, arrival }: Call) {
  return { loggedAtMs: effectiveMs(body.logged_at, arrival), operationId }
}
