import { isLatestStatement } from './decisions.ts'
import type { Engine } from './engine.ts'
import { programmeOf } from '../server/programme.ts'
import { completionSlot, laneOf, restoreSlot, setSlot, skipSlot } from '../session/operations.ts'
import type { Known } from '../session/known.ts'
import { standingOf, type Standing } from '../session/overlay.ts'

/** What this device knows of a session besides the server's copy. */
export function knownOf(engine: Engine, sessionId: string): Known {
  const lane = laneOf(sessionId)
  return {
    log: engine.logs.current().logs[sessionId],
    completion: engine.outbox.stateOf(completionSlot(sessionId)),
    skip: engine.outbox.stateOf(skipSlot(sessionId)),
    restore: engine.outbox.stateOf(restoreSlot(sessionId)),
    keptHere: engine.activity
      .current()
      .discarded.filter((gone) => gone.keptHere && gone.operation.lane === lane && isLatestStatement(engine, gone))
      .map(({ operation }) => operation),
    rejected: engine.outbox.snapshot().attention.filter(({ operation }) => operation.lane === lane),
    waits: waitsOf(engine, sessionId),
    setState: (setId) => engine.outbox.stateOf(setSlot(sessionId, setId), lane),
  }
}

/** Whether anything of a session waits to be sent. */
export function waitsOf({ outbox }: Engine, sessionId: string): boolean {
  return outbox.waitsIn(laneOf(sessionId))
}

/** The standing of a session of this device or of the server; null when neither knows it. */
export function standingNow(engine: Engine, sessionId: string): Standing | null {
  const known = knownOf(engine, sessionId)
  const session = programmeOf(engine.queries, engine.account.id)?.sessions[sessionId] ?? known.log?.session
  return session ? standingOf(session, known) : null
}
