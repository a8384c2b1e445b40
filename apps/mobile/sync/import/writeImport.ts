import type { Session } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import type { Engine } from '../engine/engine.ts'
import { completeAs, completeImported } from '../session/operations.ts'
import { programmeOf } from '../server/programme.ts'
import type { Addition } from './missingSets.ts'

/** How an import ended. `written` workouts are stored in any case; importing the file again writes the rest. */
export type ImportEnd =
  { ended: 'all' | 'cancelled'; written: number } | { ended: 'notSaved'; written: number; why: Extract<Saved, { saved: false }>['why'] }

/** What the screen gives to a running import. */
export type WriteOptions = {
  /** Receives now and then how many workouts are written. */
  progress: (written: number) => void
  isCancelled: () => boolean
  /** Lets the screen draw. */
  pause: () => Promise<void>
}

/** How many workouts are written between two pauses: about what fits into one frame. */
const WRITTEN_AT_ONCE = 2

/** Writes workouts to the journal, one record each, with its event and its operation. */
export async function writeImport(engine: Engine, sessions: readonly Session[], options: WriteOptions): Promise<ImportEnd> {
  return await writeEach(engine, sessions, options, record)
}

type Write<One> = (engine: Engine, one: One) => Promise<Saved>

async function writeEach<One>(engine: Engine, all: readonly One[], options: WriteOptions, write: Write<One>): Promise<ImportEnd> {
  let written = 0
  const end = (ending: ImportEnd): ImportEnd => {
    options.progress(written)
    if (written > 0) engine.commit()
    return ending
  }
  for (const one of all) {
    if (written % WRITTEN_AT_ONCE === 0) {
      options.progress(written)
      await options.pause()
    }
    if (options.isCancelled()) return end({ ended: 'cancelled', written })
    const saved = await write(engine, one)
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

/**
 * Adds the sets of a file that were missing in workouts on this device, one record each. Each workout is finished again with them, now;
 * nothing else of it changes.
 */
export async function writeAdditions(engine: Engine, additions: readonly Addition[], options: WriteOptions): Promise<ImportEnd> {
  return await writeEach(engine, additions, options, add)
}

function add(engine: Engine, { sessionId, actualSets }: Addition): Promise<Saved> {
  return new Promise((resolve) => {
    engine.say((logged_at) => {
      const own = engine.logs.current().logs[sessionId]
      const session = own?.session ?? programmeOf(engine.queries, engine.account.id)?.sessions[sessionId]
      if (!session) throw new Error(`${sessionId} was here when the file was read`)
      const here = own?.actualSets ?? Object.fromEntries(session.actualSets.map((set) => [set.id, set]))
      const ended = own?.ended?.at === 'finished' ? own.ended.completedAt : session.completedAt
      const log = {
        startedAt: own?.startedAt ?? session.startedAt ?? logged_at,
        completedAt: ended ?? logged_at,
        planVersion: session.planVersion,
        sessionRpe: own ? own.sessionRpe : session.sessionRpe,
        notes: own?.notes ?? session.notes,
        // An added set is a statement made now, even if there was an earlier one about it.
        actualSets: actualSets.map((set) => (here[set.id] ? set : { ...set, logged_at })),
        logged_at,
      }
      const { title, scheduledOn } = session
      const takenBack = [...(own?.takenBack ?? [])]
      const unplanned = own?.unplanned === true ? { unplanned: { title, scheduledOn } } : {}
      return {
        event: { kind: 'logReplaced', sessionId, session, log },
        intent: completeAs(sessionId, { ...log, takenBack, ...unplanned }),
      }
    }, resolve)
  })
}
