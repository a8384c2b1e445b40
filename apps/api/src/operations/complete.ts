import { isNewer } from '@holdfast/contract'
import type { Conflict } from '@holdfast/contract'
import { refuse } from '../http/problem.ts'
import { liveSets, saveSets, standingSets, takeBackSets } from '../sessions/actualSets.ts'
import { findSession } from '../sessions/readSessions.ts'
import { keepRevision } from '../sessions/revisions.ts'
import { completeSession, touchSession } from '../sessions/sessionChanges.ts'
import type { SessionRow } from '../sessions/sessionRow.ts'
import { completionOf, setChanges } from './completion.ts'
import type { Completion } from './completion.ts'
import { saysTheSame, standingLog } from './log.ts'
import type { Done, OperationCall, OperationResult } from './operation.ts'
import { keepSkip } from './keepSkip.ts'

type Call = OperationCall<'complete'>

/** Finishes a session, or edits a finished one. Of two logs the newer stands and the other is kept; nothing is blended. */
export async function complete(call: Call): Promise<OperationResult> {
  const session = await findSession(call.sql, call.userId, call.params.sessionId)
  if (!session) return refuse('session_not_found')
  const completion = completionOf(call.body, call.operationId, call.arrival)
  switch (session.status) {
    case 'planned':
    case 'in_progress':
      return await stand(call, completion, null)
    case 'skipped':
      return await stand(call, completion, await keepSkip(call, session, 'a completion beats a skip'))
    case 'completed':
      return await meet(call, session, completion)
  }
}

async function stand(call: Call, completion: Completion, conflict: Conflict | null): Promise<Done> {
  const { sql, userId, version, params } = call
  const changes = setChanges(completion, await standingSets(sql, userId, params.sessionId))
  await saveSets(sql, userId, params.sessionId, changes.save)
  await takeBackSets(sql, userId, params.sessionId, changes.takeBack, completion)
  await completeSession(sql, userId, params.sessionId, version, completion)
  return { outcome: 'applied', conflict }
}

async function meet(call: Call, session: SessionRow, completion: Completion): Promise<Done> {
  const sets = await liveSets(call.sql, call.userId, [session.id])
  const standing = standingLog(session, sets.get(session.id) ?? [])
  const same = saysTheSame(completion.log, standing)
  // A log the server finished by itself yields to any that a lifter finished.
  const newer =
    session.auto_finalised || isNewer(completion, { loggedAtMs: Date.parse(standing.logged_at), operationId: session.operation_id ?? '' })
  if (same && !newer) return { outcome: 'applied', conflict: null }
  if (newer) {
    const conflict = same ? null : await keepStanding(call, session, standing)
    return await stand(call, completion, conflict)
  }
  const revisionId = await keepRevision(call, {
    kind: 'completion',
    reason: 'a newer log stands',
    payload: completion.log,
    loggedAt: completion.log.logged_at,
    loggedAtSent: completion.loggedAtSent,
    operationId: call.operationId,
  })
  await touchSession(call.sql, call.userId, session.id, call.version)
  return { outcome: 'superseded', conflict: { revisionId, kept: 'other', otherLoggedAt: standing.logged_at } }
}

async function keepStanding(call: Call, session: SessionRow, standing: ReturnType<typeof standingLog>): Promise<Conflict> {
  const revisionId = await keepRevision(call, {
    kind: 'completion',
    reason: 'a newer log replaced it',
    payload: standing,
    loggedAt: standing.logged_at,
    loggedAtSent: session.logged_at_sent,
    operationId: session.operation_id,
  })
  return { revisionId, kept: 'this', otherLoggedAt: standing.logged_at }
}
