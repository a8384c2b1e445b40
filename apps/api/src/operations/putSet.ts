import { setMeets, setStarts, setVersionOf } from '@holdfast/contract'
import { refuse } from '../endpoints/problem.ts'
import { saveSets, standingSets } from '../stored/actualSets.ts'
import { findOrMakeSession } from '../stored/findOrMakeSession.ts'
import { startSession, touchSession } from '../stored/sessionChanges.ts'
import { keepStanding } from './keepStanding.ts'
import type { OperationCall, OperationResult } from '../endpoints/operation.ts'

/** Logs one set; of two versions the newer counts. The set was lifted: a finished session takes it too, and a skip becomes a revision. */
export async function putSet(call: OperationCall<'putSet'>): Promise<OperationResult> {
  const { sql, userId, version, params } = call
  const { unplanned: _, ...set } = call.body
  const session = await findOrMakeSession(call)
  if (!session) return refuse('session_not_found')
  const sent = setVersionOf(params.setId, set, call.operationId, call.arrival)
  const standing = (await standingSets(sql, userId, session.id)).get(sent.set.id)
  if (setMeets(sent, standing) === 'standing') return { outcome: 'superseded', conflict: null }
  await saveSets(sql, userId, session.id, [sent])
  const { starts, keep } = setStarts(session.status)
  // Only a skip can become a revision here, and a skip has no sets.
  const conflict = await keepStanding(call, session, [], keep)
  if (starts) await startSession(sql, userId, session.id, version, sent.set.completedAt)
  else await touchSession(sql, userId, session.id, version)
  return { outcome: 'applied', conflict }
}
