import { plannedSetsOf, type Plan, type PlannedSet, type Session } from '@holdfast/contract'
import type { SessionLog } from '../sync/session/sessionLog.ts'
import { overSince } from '../sync/session/workoutTimes.ts'

/** What a screen shows as it stands in the log. */
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

/** What a screen shows of the log that is open. `actualSets`, what was lifted by set id, is the authority while the session is in progress. */
export type ShownSession = AsLogged & {
  /** The session on screen, or null. */
  sessionId: string | null
  title: string
  plan: Plan
  planVersion: number
  plannedSets: readonly PlannedSet[]
  sessionNotes: string
  startedAt: string | null
  /** Its day, `YYYY-MM-DD`: the one it was planned for or begun on, where the lifter was. */
  scheduledOn: string
  /** It ended here, or the server tells that it is finished: what changes now is a correction. */
  isOver: boolean
}

/** What it shows while none is open. */
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

/** The log, with what the server told of its session last. What did not change keeps its identity, so only the row that did is drawn. */
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
