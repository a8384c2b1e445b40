import { completionMeets, completionOf, losingChanges, setChanges } from '@holdfast/contract'
import type { Completion, Standing } from '@holdfast/contract'
import { refuse } from '../http/problem.ts'
import { liveSets, saveSets, standingSets, takeBackSets } from '../sessions/actualSets.ts'
import { findOrMakeSession } from '../sessions/findOrMakeSession.ts'
import { keepRevision } from '../sessions/revisions.ts'
import { completeSession, touchSession } from '../sessions/sessionChanges.ts'
import { keepStanding } from './keepStanding.ts'
import type { OperationCall, OperationResult } from './operation.ts'
import { standingOf } from './standing.ts'

/**
 * Finishes a session, or edits a finished one. Of two logs the newer stands and the other is kept; nothing is blended. Sets that
 * neither of them knew of stay.
 */
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
    await letStand(call, completion, standing)
    return { outcome: 'applied', conflict }
  }
  const { takesAway } = await letLose(call, completion)
  const reason = takesAway ? (keep ?? 'a newer log stands') : keep
  if (reason === null) return { outcome: 'applied', conflict: null }
  const { log, loggedAtSent } = completion
  const revision = { kind: 'completion', reason, payload: log, loggedAt: log.logged_at, loggedAtSent, operationId } as const
  const revisionId = await keepRevision(call, revision)
  await touchSession(sql, userId, session.id, version)
  return { outcome: 'superseded', conflict: { revisionId, kept: 'other', otherLoggedAt: session.logged_at?.toISOString() ?? null } }
}

type Place = Pick<OperationCall<'complete'>, 'sql' | 'userId' | 'version' | 'params'>

/** Makes a completion the log that stands, in the place of what stood. */
export async function letStand({ sql, userId, version, params }: Place, completion: Completion, standing: Standing): Promise<void> {
  const replaced = standing.status === 'completed' && !standing.autoFinalised ? standing : null
  const { save, takeBack } = setChanges(completion, await standingSets(sql, userId, params.sessionId), replaced)
  await saveSets(sql, userId, params.sessionId, save)
  await takeBackSets(sql, userId, params.sessionId, takeBack, completion.loggedAtSent)
  await completeSession(sql, userId, params.sessionId, version, completion)
}

/** Leaves the log that stands, and takes back what the completion that lost would have restated. Says whether any of it counted. */
export async function letLose({ sql, userId, params }: Omit<Place, 'version'>, completion: Completion): Promise<{ takesAway: boolean }> {
  const { takeBack, takesAway } = losingChanges(completion, await standingSets(sql, userId, params.sessionId))
  await takeBackSets(sql, userId, params.sessionId, takeBack, completion.loggedAtSent)
  return { takesAway }
}
