import { effectiveMs, setMeets } from '@holdfast/contract'
import { refuse } from '../endpoints/problem.ts'
import { standingSets, takeBackSets } from '../stored/actualSets.ts'
import { findOrMakeSession } from '../stored/findOrMakeSession.ts'
import { touchSession } from '../stored/sessionChanges.ts'
import type { OperationCall, OperationResult } from '../endpoints/operation.ts'

/** Removes one set. Its tombstone stays, also of a set that the server does not know: its PUT may still arrive. */
export async function deleteSet(call: OperationCall<'deleteSet'>): Promise<OperationResult> {
  const { sql, userId, operationId, version, body } = call
  const session = await findOrMakeSession(call)
  if (!session) return refuse('session_not_found')
  const loggedAtSent = body.logged_at
  const sent = { id: call.params.setId.toLowerCase(), loggedAtMs: effectiveMs(loggedAtSent, call.arrival), loggedAtSent, operationId }
  const standing = (await standingSets(sql, userId, session.id)).get(sent.id)
  if (setMeets(sent, standing) === 'standing') return { outcome: 'superseded', conflict: null }
  await takeBackSets(sql, userId, session.id, [sent])
  await touchSession(sql, userId, session.id, version)
  return { outcome: 'applied', conflict: null }
}
