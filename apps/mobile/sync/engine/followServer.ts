import { knownOf } from './known.ts'
import type { Engine } from './engine.ts'
import type { LifterEvent } from '../session/lifterEvent.ts'
import { changesToTake } from '../session/newestStatements.ts'
import { followProgramme, programmeOf } from '../server/programme.ts'

/**
 * Adds newer statements of the server's copy to the log of the session on screen, set by set. So every edit and every operation of that log
 * is based on them. Other logs wait until their session is opened again. Call the answer to stop.
 */
export function followServer(engine: Engine): () => void {
  const { logs, outbox, queries, account } = engine
  let isWriting = false
  const changes = (sessionId: string): Extract<LifterEvent, { kind: 'changesTaken' }> | null => {
    const log = logs.current().logs[sessionId]
    const told = programmeOf(queries, account.id)?.sessions[sessionId]
    return log && told ? changesToTake(told, log, knownOf(engine, sessionId)) : null
  }
  const look = (): void => {
    const { currentId } = logs.current()
    const found = currentId === null || isWriting ? null : changes(currentId)
    if (!found) return
    isWriting = true
    // Computed in its turn: a ✓ that is being written now is newer than the server's copy.
    const { kind, sessionId, version } = found
    const make = (): LifterEvent => changes(sessionId) ?? { kind, sessionId, version, sets: [], goneIds: [] }
    outbox.enqueueInTurn(
      () => ({ event: make(), intent: null }),
      ({ saved }) => {
        isWriting = false
        if (saved) look()
      },
    )
  }
  look()
  const stops = [logs.subscribe(look), outbox.subscribe(look), followProgramme(queries, account.id, look)]
  return () => stops.forEach((stop) => stop())
}
