import { takenBackId } from '@holdfast/contract'
import type { Engine } from './engine.ts'
import { laneOf } from '../session/operations.ts'
import { programmeOf } from '../server/programme.ts'
import { isUndecided } from './unsent.ts'

/**
 * Whether a start on this device, without a set, can be taken back; null if not. `own`: a workout outside any programme, which is deleted
 * with it. `planned`: the session is planned again. Null when something of it needs a decision, or another device has logged in it.
 */
export function emptyStartOf(engine: Engine, sessionId: string): 'own' | 'planned' | null {
  const log = engine.logs.current().logs[sessionId]
  if (!log || log.ended !== null || log.reopened !== null || Object.keys(log.actualSets).length > 0) return null
  if (isUndecided(engine.outbox, laneOf(sessionId))) return null
  const onServer = programmeOf(engine.queries, engine.account.id)?.sessions[sessionId]
  if (onServer?.actualSets.some(({ id }) => !log.takenBack.some((one) => takenBackId(one) === id))) return null
  return log.unplanned ? 'own' : 'planned'
}
