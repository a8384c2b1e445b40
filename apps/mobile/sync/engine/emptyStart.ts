import { takenBackId } from '@holdfast/contract'
import type { Engine } from './engine.ts'
import { laneOf } from '../session/operations.ts'
import { programmeOf } from '../server/programme.ts'
import { isUndecided } from './unsent.ts'

/**
 * A start on this device that holds no set and can be taken back, or null. `own`: a workout outside any programme goes with it; a `planned`
 * one is to do again. Nothing of it may need a decision, and another device may not have logged in it.
 */
export function emptyStartOf(engine: Engine, sessionId: string): 'own' | 'planned' | null {
  const log = engine.logs.current().logs[sessionId]
  if (!log || log.ended !== null || log.reopened !== null || Object.keys(log.actualSets).length > 0) return null
  if (isUndecided(engine.outbox, laneOf(sessionId))) return null
  const onServer = programmeOf(engine.queries, engine.account.id)?.sessions[sessionId]
  if (onServer?.actualSets.some(({ id }) => !log.takenBack.some((one) => takenBackId(one) === id))) return null
  return log.unplanned ? 'own' : 'planned'
}
