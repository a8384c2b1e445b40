import { completionMeets, completionOf, setChanges } from '@holdfast/contract'
import type { Completion } from '@holdfast/contract'
import { refuse } from '../http/problem.ts'
import { liveSets, saveSets, standingSets, takeBackSets } from '../sessions/actualSets.ts'
import { findOrMakeSession } from '../sessions/findOrMakeSession.ts'
import { keepRevision } from '../sessions/revisions.ts'
import { completeSession, touchSession } from '../sessions/sessionChanges.ts'
import { keepStanding } from './keepStanding.ts'
import type { OperationCall, OperationResult } from './operation.ts'
import { standingOf } from './standing.ts'

/** Finishes a session, or edits a finished one. Of two logs the newer stands and the other is kept; nothing is blended. */
export async function complete(call: OperationCall<'complete'>): Promise<OperationResult> {
  const { sql, userId, operationId, version } = call
  const session = await findOrMakeSession(call)
  if (!session) return refuse('session_not_found')
  const sets = (await liveSets(sql, userId, [session.id])).get(session.id) ?? []
  const completion = completionOf(call.body, operationId, call.arrival)
  const standing = standingOf(session, sets)
  const { stands, keep } = completionMeets(completion, standing)
  if (stands === 'sent') {
    const conflict = await keepStanding(call, session, sets, keep)
    await letStand(call, completion)
    return { outcome: 'applied', conflict }
  }
  if (keep === null) return { outcome: 'applied', conflict: null }
  const { log, loggedAtSent } = completion
  const revision = { kind: 'completion', reason: keep, payload: log, loggedAt: log.logged_at, loggedAtSent, operationId } as const
  const revisionId = await keepRevision(call, revision)
  await touchSession(sql, userId, session.id, version)
  return { outcome: 'superseded', conflict: { revisionId, kept: 'other', otherLoggedAt: session.logged_at?.toISOString() ?? null } }
}

/** Makes a completion the log that stands. */
export async function letStand(
  { sql, userId, version, params }: Pick<OperationCall<'complete'>, 'sql' | 'userId' | 'version' | 'params'>,
  completion: Completion,
): Promise<void> {
  const changes = setChanges(completion, await standingSets(sql, userId, params.sessionId))
  await saveSets(sql, userId, params.sessionId, changes.save)
  await takeBackSets(sql, userId, params.sessionId, changes.takeBack, completion)
  await completeSession(sql, userId, params.sessionId, version, completion)
}
