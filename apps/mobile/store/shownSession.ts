import { plannedSetsOf, type Plan, type PlannedSet, type Session } from '@holdfast/contract'
import type { SessionLog } from '../sync/sessionLog.ts'

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
  ended: null,
}

/** The log, with the newest plan known for it. What did not change keeps its identity, so only the row that did is drawn. */
export function shownOf(log: SessionLog, newest: Session | null, before: ShownSession): ShownSession {
  const planned = newest?.id === log.sessionId && newest.planVersion > log.session.planVersion ? newest : log.session
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
    ended: log.ended,
  }
}
