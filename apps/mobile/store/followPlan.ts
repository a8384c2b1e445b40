import type { StoreApi } from 'zustand/vanilla'
import type { Engine } from '../sync/engine/engine.ts'
import { followProgramme, programmeOf } from '../sync/server/programme.ts'
import type { SessionState } from './sessionStore.ts'

/** Passes every newer plan of the server to the session on screen. Call the answer to stop. */
export function followPlan(engine: Engine, session: StoreApi<SessionState>): () => void {
  const look = (): void => {
    const { sessionId, receivePlan } = session.getState()
    const told = sessionId === null ? undefined : programmeOf(engine.queries, engine.account.id)?.sessions[sessionId]
    if (told) receivePlan(told)
  }
  look()
  return followProgramme(engine.queries, engine.account.id, look)
}
