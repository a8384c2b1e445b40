import { completionMeets, completionOf, setChanges, takesAway } from '@holdfast/contract'
import type { Completion, StandingSet } from '@holdfast/contract'
import { refuse } from '../endpoints/problem.ts'
import { holdSets, liveSets, saveSets, standingSets, takeBackSets } from '../stored/actualSets.ts'
import { findOrMakeSession } from '../stored/findOrMakeSession.ts'
import { keepRevision } from '../stored/revisions.ts'
import { completeSession, touchSession } from '../stored/sessionChanges.ts'
import { keepStanding, otherOf } from './keepStanding.ts'
import type { OperationCall, OperationResult } from '../endpoints/operation.ts'
import { wordsOf } from './receipts.ts'
import { standingOf } from './standing.ts'

/**
 * Finishes a session, or edits a finished one. Of two logs the newer counts, and the other becomes a revision. Of each set the newest
 * statement counts. Sets that neither log contained stay.
 */
export async function complete(call: OperationCall<'complete'>): Promise<OperationResult> {
  const { sql, userId, operationId, version } = call
  const session = await findOrMakeSession(call)
  if (!session) return refuse('session_not_found')
  const sets = (await liveSets(sql, userId, [session.id])).get(session.id) ?? []
  const completion = completionOf(call.body, operationId, call.arrival, await wordsOf(sql, userId, session.id, operationId))
  const { stands, keep } = completionMeets(completion, standingOf(session, sets))
  if (stands === 'sent') {
    const conflict = await keepStanding(call, session, sets, keep)
    await letStand(call, completion)
    return { outcome: 'applied', conflict }
  }
  const lost = await letLose(call, completion, session.operation_id)
  const reason = lost.takesAway ? (keep ?? 'a newer log stands') : keep
  if (reason === null) {
    if (lost.changes) await touchSession(sql, userId, session.id, version)
    return { outcome: 'applied', conflict: null }
  }
  const { log, loggedAtSent } = completion
  const revision = { kind: 'completion', reason, payload: log, loggedAt: log.logged_at, loggedAtSent, operationId } as const
  const revisionId = await keepRevision(call, revision)
  await touchSession(sql, userId, session.id, version)
  return { outcome: 'superseded', conflict: { revisionId, kept: 'other', ...otherOf(session) } }
}

type Place = Pick<OperationCall<'complete'>, 'sql' | 'userId' | 'version' | 'params'>

/** Makes a completion the log that counts, instead of the one before. */
export async function letStand(place: Place, completion: Completion): Promise<void> {
  const { sql, userId, version, params } = place
  await takeIn(place, completion, await standingSets(sql, userId, params.sessionId), true)
  await completeSession(sql, userId, params.sessionId, version, completion)
}

/**
 * Keeps the log that counts, and stores what the losing completion states about its sets. `takesAway`: something that counted is no longer
 * shown. `changes`: a stored set changed.
 */
export async function letLose(
  place: Omit<Place, 'version'>,
  completion: Completion,
  standingId: string | null,
): Promise<{ takesAway: boolean; changes: boolean }> {
  const sets = await standingSets(place.sql, place.userId, place.params.sessionId)
  const changes = await takeIn(place, completion, sets, false)
  return { takesAway: takesAway(completion, sets, standingId), changes }
}

async function takeIn(
  { sql, userId, params: { sessionId } }: Omit<Place, 'version'>,
  completion: Completion,
  sets: ReadonlyMap<string, StandingSet>,
  stands: boolean,
): Promise<boolean> {
  const { save, takeBack } = setChanges(completion, sets)
  await saveSets(sql, userId, sessionId, save)
  await takeBackSets(sql, userId, sessionId, takeBack)
  await holdSets(sql, userId, sessionId, completion, stands)
  return save.length + takeBack.length > 0
}
