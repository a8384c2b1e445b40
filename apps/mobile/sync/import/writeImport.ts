import type { Session } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import type { Engine } from '../engine.ts'
import { completeImported } from '../operations.ts'

/** How an import ended. `written` workouts are in whatever happened; the rest come in when the file is imported again. */
export type ImportEnd =
  { ended: 'all' | 'cancelled'; written: number } | { ended: 'notSaved'; written: number; why: Extract<Saved, { saved: false }>['why'] }

export type WriteOptions = {
  /** Hears how many workouts are in, now and then. */
  progress: (written: number) => void
  isCancelled: () => boolean
  /** Lets the screen draw. */
  pause: () => Promise<void>
}

/** How many workouts are written between two pauses: about what one frame has room for. */
const WRITTEN_AT_ONCE = 2

/** Writes workouts to the journal, one record each: the event that shows it, and the operation that takes it to the server. */
export async function writeImport(engine: Engine, sessions: readonly Session[], options: WriteOptions): Promise<ImportEnd> {
  let written = 0
  const end = (ending: ImportEnd): ImportEnd => {
    options.progress(written)
    if (written > 0) engine.commit()
    return ending
  }
  for (const session of sessions) {
    if (written % WRITTEN_AT_ONCE === 0) {
      options.progress(written)
      await options.pause()
    }
    if (options.isCancelled()) return end({ ended: 'cancelled', written })
    const saved = await record(engine, session)
    if (!saved.saved) return end({ ended: 'notSaved', written, why: saved.why })
    written++
  }
  return end({ ended: 'all', written })
}

function record(engine: Engine, session: Session): Promise<Saved> {
  return new Promise((resolve) => {
    engine.record({ kind: 'workoutImported', sessionId: session.id, session }, completeImported(session), resolve)
  })
}
