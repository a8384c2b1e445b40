import { plannedSetsOf, type ActualSet, type Plan, type PlannedSet, type Session, type SetType } from '@holdfast/contract'
import type { Change } from '../sync/changes.ts'
import type { AddedExercise, AddedSet, ExerciseRef, Rest, SetDraft } from '../sync/lifterEvent.ts'
import type { SessionLog } from '../sync/sessionLog.ts'

/** What a screen shows of the log that is open. */
export type ShownSession = {
  /** The session on screen, or null. */
  sessionId: string | null
  title: string
  plan: Plan
  planVersion: number
  plannedSets: readonly PlannedSet[]
  /** What was lifted, by set id. The authority while the session is in progress. */
  actualSets: Readonly<Record<string, ActualSet>>
  /** What stands in cells that have no ✓ yet. */
  drafts: Readonly<Record<string, SetDraft>>
  addedSets: readonly AddedSet[]
  removedSetIds: readonly string[]
  addedExercises: readonly AddedExercise[]
  /** What is lifted in the place of an exercise, by the place. */
  swaps: Readonly<Record<string, ExerciseRef>>
  /** Places whose open sets the lifter took off the screen. */
  removedExercises: readonly string[]
  /** The places as the lifter wants them, by key; empty is the plan's own order. */
  exerciseOrder: readonly string[]
  setTypes: Readonly<Record<string, SetType>>
  /** The rest under way, by its deadline; also one that is over, until the next ✓. */
  rest: Rest | null
  /** What can be taken back, newest last. */
  changes: readonly Change[]
  /** Made on this device outside any programme. */
  unplanned: boolean
  sessionRpe: number | null
  sessionNotes: string
  startedAt: string | null
  ended: SessionLog['ended']
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
