import type { Session } from '@holdfast/contract'
import type { Engine } from '../engine/engine.ts'
import { programmeOf } from '../server/programme.ts'
import type { SessionLog } from '../session/sessionLog.ts'
import { contentOf, importedSession } from './importedSession.ts'
import { additionOf, type Addition } from './missingSets.ts'
import { hereOf, type Here, type WorkoutHere } from './workoutsHere.ts'
import type { ExportedWorkout } from './workouts.ts'

/** What an import would do: which workouts are new, and which ones it leaves as they are. */
export type ImportPlan = {
  fresh: readonly Session[]
  /** On this device already, with the same content. */
  alreadyHere: number
  /**
   * On this device already, with another content now, and before any edit on this device. They were edited or renamed in the other app. The
   * import does not change them.
   */
  differing: readonly Session[]
  /** Workouts to which the file adds missing sets and nothing else; absent when there are none. */
  additions?: readonly Addition[]
}

/** Compares the workouts of a file with this device. Pure. The review shows the plan, and the import follows it. */
export function importPlanOf(workouts: readonly ExportedWorkout[], here: Here): ImportPlan {
  const fresh: Session[] = []
  const differing: Session[] = []
  const additions: Addition[] = []
  let alreadyHere = 0
  for (const workout of workouts) {
    const session = importedSession(workout)
    const known = here.byId(session.id)
    const other = known ?? here.like(session)
    if (!other) fresh.push(session)
    else if (versionsOf(other).some((one) => contentOf(one) === contentOf(session)) && (known || isCalledAlike(other, session)))
      alreadyHere++
    else {
      differing.push(session)
      const addition = additionOf(other, session)
      if (addition) additions.push(addition)
    }
  }
  return { fresh, alreadyHere, differing, ...(additions.length > 0 ? { additions } : {}) }
}

/** The content of a workout now, and before it was edited on this device. */
function versionsOf(workout: WorkoutHere): WorkoutHere[] {
  return workout.before ? [workout, workout.before] : [workout]
}

function isCalledAlike(a: Pick<WorkoutHere, 'title'>, b: Pick<Session, 'title'>): boolean {
  return a.title === b.title
}

/** Looks up a session on this device: its log, else the server's copy. */
export function knownHere(engine: Engine): Here {
  const { logs } = engine.logs.current()
  const sessions = programmeOf(engine.queries, engine.account.id)?.sessions ?? {}
  const byId = (sessionId: string): WorkoutHere | null => {
    const log = logs[sessionId]
    return log ? workoutOfLog(log) : (sessions[sessionId] ?? null)
  }
  return hereOf(() => new Set([...Object.keys(logs), ...Object.keys(sessions)]), byId)
}

function workoutOfLog(log: SessionLog): WorkoutHere {
  const { id, title, plan, scheduledOn } = log.session
  const completedAt = log.ended?.at === 'finished' ? log.ended.completedAt : null
  return {
    id,
    title,
    plan,
    scheduledOn,
    actualSets: Object.values(log.actualSets),
    notes: log.notes,
    startedAt: log.startedAt,
    completedAt,
    before: log.session,
  }
}
