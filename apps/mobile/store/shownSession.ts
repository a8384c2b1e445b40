import { plannedSetsOf, type Plan, type PlannedSet, type Session } from '@holdfast/contract'
import type { SessionLog } from '../sync/session/sessionLog.ts'
import { overSince } from '../sync/session/workoutTimes.ts'

/** What a screen shows exactly as the log has it. */
type AsLogged = Pick<
  SessionLog,
  | 'actualSets'
  | 'drafts'
  | 'addedSets'
  | 'removedSetIds'
  | 'addedExercises'
  | 'swaps'
  | 'removedExercises'
  | 'exerciseOrder'
  | 'setTypes'
  | 'rest'
  | 'changes'
  | 'unplanned'
  | 'sessionRpe'
  | 'ended'
>

/** What a screen shows of the open session. `actualSets`, by set id, is the authority while the session is in progress. */
export type ShownSession = AsLogged & {
  /** The session on screen, or null. */
  sessionId: string | null
  title: string
  plan: Plan
  planVersion: number
  plannedSets: readonly PlannedSet[]
  sessionNotes: string
  startedAt: string | null
  /** Its day, `YYYY-MM-DD`: the one it was planned for, or the lifter's local day at the start. */
  scheduledOn: string
  /** It ended on this device, or the server's copy is finished. What changes now is a correction. */
  isOver: boolean
}

/** The value while no session is open. */
export const noSession: ShownSession = {
  sessionId: null,
  title: '',
  plan: [],
  planVersion: 0,
  plannedSets: [],
  actualSets: {},
  drafts: {},
  addedSets: [],
  removedSetIds: [],
  addedExercises: [],
  swaps: {},
  removedExercises: [],
  exerciseOrder: [],
  setTypes: {},
  rest: null,
  changes: [],
  unplanned: false,
  sessionRpe: null,
  sessionNotes: '',
  startedAt: null,
  scheduledOn: '',
  ended: null,
  isOver: false,
}

/** The log, with the server's last copy of its session. What did not change keeps its identity, so only the changed row is drawn. */
export function shownOf(log: SessionLog, newest: Session | null, before: ShownSession): ShownSession {
  const told = newest?.id === log.sessionId ? newest : null
  const planned = told && told.planVersion > log.session.planVersion ? told : log.session
  return {
    sessionId: log.sessionId,
    title: planned.title,
    plan: planned.plan,
    planVersion: planned.planVersion,
    plannedSets: before.plan === planned.plan ? before.plannedSets : plannedSetsOf(planned.plan),
    actualSets: log.actualSets,
    drafts: log.drafts,
    addedSets: log.addedSets,
    removedSetIds: log.removedSetIds,
    addedExercises: log.addedExercises,
    swaps: log.swaps,
    removedExercises: log.removedExercises,
    exerciseOrder: log.exerciseOrder,
    setTypes: log.setTypes,
    rest: log.rest,
    changes: log.changes,
    unplanned: log.unplanned,
    sessionRpe: log.sessionRpe,
    sessionNotes: log.notes,
    startedAt: log.startedAt,
    scheduledOn: planned.scheduledOn,
    ended: log.ended,
    isOver: log.ended !== null || overSince(log, told) !== null,
  }
}
