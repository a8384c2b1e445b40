import { SETS_PER_SESSION_MAX, takenBackId, type ActualSet, type SentTakenBack, type Session, type SetType } from '@holdfast/contract'
import { changesAfter, type Change } from './changes.ts'
import type { AddedExercise, AddedSet, ExerciseRef, LifterEvent, Rest, SetDraft } from './lifterEvent.ts'

/** The log of one session: what the lifter did. This device is the authority for it. */
export type SessionLog = {
  sessionId: string
  /** The session as it was known at the start. It holds the plan, so a session can be started without a network. */
  session: Session
  /** The session was made on this device, outside any programme: each of its operations must contain that. */
  unplanned: boolean
  startedAt: string
  /** The version of the server's copy that the lifter saw at the last start. */
  startedAtVersion: number
  actualSets: Readonly<Record<string, ActualSet>>
  /**
   * Sets that were logged on this device and then taken back. A set that is in neither list is not changed by the completion: another
   * device logged it.
   */
  takenBack: readonly SentTakenBack[]
  drafts: Readonly<Record<string, SetDraft>>
  addedSets: readonly AddedSet[]
  removedSetIds: readonly string[]
  addedExercises: readonly AddedExercise[]
  /** The exercise that replaces the one of a place, by the key of the place. */
  swaps: Readonly<Record<string, ExerciseRef>>
  /** The keys of the places whose open sets the lifter removed from the screen. */
  removedExercises: readonly string[]
  /** The keys of the places in the order the lifter wants; empty for the order of the plan. */
  exerciseOrder: readonly string[]
  /** The types of sets that the lifter changed, by set id. */
  setTypes: Readonly<Record<string, SetType>>
  /** The rest that runs, or that is over and was not followed by a set. */
  rest: Rest | null
  /** The changes that can be undone, newest last. */
  changes: readonly Change[]
  sessionRpe: number | null
  notes: string
  /**
   * This device's latest statements, by set id: about every set it logged, changed or took back. All other sets follow the server's copy.
   */
  own: Readonly<Record<string, OwnStatement>>
  /** Whether this device wrote the notes or the RPE, and whether a finish has included them since. */
  ownNotes: OwnState
  ownRpe: OwnState
  /** The version of the server's copy that the log includes. */
  toldVersion: number
  ended: Finish | { at: 'skipped'; reason: string | null } | null
  /**
   * The finish that the lifter took back, or null. With one, the session is in progress on this device, although the server may have that
   * finish.
   */
  reopened: Reopened | null
}

/**
 * This device's latest statement about a set. `loggedAt` is its stamp; a set taken back without a stamp has that of the set before.
 * `before`: the values it had on this device earlier, newest last. `wasTakenBack`: this statement, or an earlier one, took the set back.
 */
export type OwnStatement = { loggedAt: string; before: readonly ActualSet[]; wasTakenBack: boolean }

/** A set is never changed this often. */
const BEFORE_MAX = 20

/** The end of a finished session. `completedAt` is when it ended; `logged_at` is when this version of the log was written. */
export type Finish = { at: 'finished'; completedAt: string; logged_at: string }

/** A finish that was taken back, and the sets at that time. */
export type Reopened = Finish & Pick<SessionLog, 'actualSets'>

/** `unsent`: written on this device since the last finish. `finished`: included in a finish. */
export type OwnState = 'none' | 'unsent' | 'finished'

/**
 * Every log on this device, by session id. `currentId` is the session on screen. `lastId` is the one that was on screen last, also after it
 * was left.
 */
export type SessionLogs = { logs: Readonly<Record<string, SessionLog>>; currentId: string | null; lastId: string | null }

/** The logs after one more event. Pure: the same journal always folds to the same logs. */
export function applyEvent(before: SessionLogs, event: LifterEvent): SessionLogs {
  const draft = { ...before, logs: { ...before.logs } }
  return takeIn(draft, event) ? draft : before
}

/** The logs after these events. The result is that of `applyEvent` for each of them, but the logs are not copied each time. */
export function foldEvents(events: Iterable<LifterEvent>): SessionLogs {
  const draft: Draft = { logs: {}, currentId: null, lastId: null }
  for (const event of events) takeIn(draft, event)
  return draft
}

/** Logs that no caller has received yet. The record may be changed in place; the log of one session must not. */
type Draft = { logs: Record<string, SessionLog>; currentId: string | null; lastId: string | null }

/** Applies one event. Answers false when it changes nothing. */
function takeIn(draft: Draft, event: LifterEvent): boolean {
  const { sessionId } = event
  const log = draft.logs[sessionId]
  if (event.kind === 'sessionStarted') {
    const started = log ? startedAgain(log, event.session) : startedLog(event.session, event.startedAt, event.unplanned === true)
    draft.logs[sessionId] = { ...started, startedAtVersion: event.session.version }
    draft.currentId = draft.lastId = sessionId
    return true
  }
  if (event.kind === 'logReplaced') {
    draft.logs[sessionId] = replacedLog(log ?? startedLog(event.session, event.log.startedAt, false), event)
    return true
  }
  if (event.kind === 'workoutImported') {
    // An import is history: it changes neither the session on screen nor a log that exists already.
    const imported = log ?? importedLog(event.session)
    if (imported) draft.logs[sessionId] = imported
    return imported !== null
  }
  const leaves = event.kind === 'sessionLeft' || (event.kind === 'sessionDiscarded' && log !== undefined)
  if (leaves && draft.currentId === sessionId) draft.currentId = null
  if (!log) return leaves
  if (event.kind === 'sessionDiscarded') {
    delete draft.logs[sessionId]
    return true
  }
  if (event.kind === 'sessionLeft') {
    draft.logs[sessionId] = { ...log, rest: null }
    return true
  }
  draft.logs[sessionId] = changedLog({ ...log, changes: changesAfter(log, event) }, event)
  if (event.kind === 'sessionReopened') draft.currentId = draft.lastId = sessionId
  return true
}

function startedLog(session: Session, startedAt: string, unplanned: boolean): SessionLog {
  // A session with sets on the server was begun on another device. It is continued, not begun again.
  const actualSets = Object.fromEntries(session.actualSets.map((set) => [set.id, set]))
  const planned = new Set(session.plan.flatMap((exercise) => exercise.sets.map((set) => set.id)))
  const addedSets = session.actualSets.filter((set) => !planned.has(set.id))
  return {
    sessionId: session.id,
    session,
    unplanned,
    startedAt: session.startedAt ?? startedAt,
    startedAtVersion: session.version,
    actualSets,
    takenBack: [],
    drafts: {},
    addedSets: addedSets.map(asAdded),
    removedSetIds: [],
    addedExercises: exercisesBeside(session, addedSets),
    swaps: {},
    removedExercises: [],
    exerciseOrder: [],
    setTypes: {},
    rest: null,
    changes: [],
    sessionRpe: session.sessionRpe,
    notes: session.notes,
    own: {},
    ownNotes: 'none',
    ownRpe: 'none',
    toldVersion: session.version,
    // A session that is over stays over: its log is corrected.
    ended: finishOf(session),
    reopened: null,
  }
}

/** The end of a session that was finished; null for any other. */
function finishOf({ status, completedAt, logged_at }: Session): Finish | null {
  if (status !== 'completed' || completedAt === null) return null
  return { at: 'finished', completedAt, logged_at: logged_at ?? completedAt }
}

/** Exercises that another device added. Their names come from the sets. */
function exercisesBeside(session: Session, addedSets: readonly ActualSet[]): AddedExercise[] {
  const planned = new Set(session.plan.map(({ exerciseId }) => exerciseId))
  const named = new Map<string, AddedExercise>()
  for (const { exerciseId, exerciseName: name } of addedSets) {
    if (name !== undefined && !planned.has(exerciseId)) named.set(exerciseId, { exerciseId, name, restSeconds: null })
  }
  return [...named.values()]
}

/**
 * A skipped session that is started becomes in progress. A finished one stays finished and is edited, with the times that the lifter saw.
 * They may differ from this log's: another device may have corrected them, or the server may have finished the session.
 */
function startedAgain(log: SessionLog, session: Session): SessionLog {
  const finish = finishOf(session)
  if (!finish) return log.ended?.at === 'skipped' ? { ...log, ended: null } : log
  const own = log.ended?.at === 'finished' ? log.ended : null
  const startedAt = session.startedAt ?? log.startedAt
  if (own?.completedAt === finish.completedAt && log.startedAt === startedAt) return log
  return { ...log, startedAt, ended: { ...finish, logged_at: own?.logged_at ?? finish.logged_at }, rest: null, reopened: null }
}

/** The log of an imported workout. Null when another app version imported one that was never finished; its event stays in the journal. */
function importedLog(session: Session): SessionLog | null {
  const { startedAt, completedAt, logged_at } = session
  if (startedAt === null || completedAt === null || logged_at === null) return null
  return { ...startedLog(session, startedAt, true), ended: { at: 'finished', completedAt, logged_at } }
}

type ChangesTaken = Extract<LifterEvent, { kind: 'changesTaken' }>
type Changing = Exclude<LifterEvent, { kind: 'sessionStarted' | 'sessionDiscarded' | 'sessionLeft' | 'logReplaced' | 'workoutImported' }>

function changedLog(log: SessionLog, event: Changing): SessionLog {
  switch (event.kind) {
    case 'setDrafted':
      return { ...log, drafts: { ...log.drafts, [event.setId]: event.draft } }
    case 'setCompleted':
      return { ...ticked(log, event.set), rest: event.rest === undefined ? log.rest : event.rest }
    case 'setUncompleted':
      return uncompleted(log, event)
    case 'setAdded':
      return { ...log, addedSets: [...log.addedSets, event.set] }
    case 'setRemoved':
      return { ...uncompleted(log, event), removedSetIds: [...log.removedSetIds, event.setId] }
    case 'setRestored': {
      const removedSetIds = log.removedSetIds.filter((id) => id !== event.setId)
      return { ...ticked(log, event.set), removedSetIds }
    }
    case 'setTypeChanged': {
      const setTypes = { ...log.setTypes, [event.setId]: event.setType }
      return { ...ticked(log, event.set), setTypes }
    }
    case 'exerciseAdded':
      return { ...log, addedExercises: [...log.addedExercises, event.exercise], addedSets: [...log.addedSets, ...event.sets] }
    case 'exerciseSwapped': {
      const { [event.key]: _before, ...swaps } = log.swaps
      return { ...log, swaps: event.exercise ? { ...swaps, [event.key]: event.exercise } : swaps }
    }
    case 'exerciseRemoved': {
      const removedSetIds = [...log.removedSetIds, ...event.setIds]
      return { ...log, removedExercises: [...log.removedExercises, event.key], removedSetIds }
    }
    case 'exerciseRestored': {
      const removedExercises = log.removedExercises.filter((key) => key !== event.key)
      return { ...log, removedExercises, removedSetIds: log.removedSetIds.filter((id) => !event.setIds.includes(id)) }
    }
    case 'exercisesOrdered':
      return { ...log, exerciseOrder: event.keys }
    case 'restChanged':
      return { ...log, rest: event.rest }
    case 'sessionRpeSet':
      return { ...log, sessionRpe: event.sessionRpe, ownRpe: 'unsent' }
    case 'notesWritten':
      return { ...log, notes: event.notes, ownNotes: 'unsent' }
    case 'sessionFinished':
      return finishedLog(log, event)
    case 'sessionSkipped':
      return { ...log, rest: null, ended: { at: 'skipped', reason: event.reason } }
    case 'sessionSeparated':
      return { ...log, unplanned: true }
    case 'changesTaken':
      return changesTaken(log, event)
    case 'sessionReopened':
      return { ...log, ended: null, reopened: log.ended?.at === 'finished' ? { ...log.ended, actualSets: log.actualSets } : log.reopened }
  }
}

function finishedLog(log: SessionLog, event: Extract<LifterEvent, { kind: 'sessionFinished' }>): SessionLog {
  const { startedAt = log.startedAt, completedAt, logged_at } = event
  const sent = (words: OwnState): OwnState => (words === 'none' ? 'none' : 'finished')
  const ended = { at: 'finished', completedAt, logged_at } as const
  return { ...log, startedAt, rest: null, ended, reopened: null, ownNotes: sent(log.ownNotes), ownRpe: sent(log.ownRpe) }
}

/** Newer statements of another device become part of the log, as if they had been there when the session was begun here. */
function changesTaken(
  log: SessionLog,
  { version, sets, goneIds, notes = log.notes, sessionRpe = log.sessionRpe }: ChangesTaken,
): SessionLog {
  const actualSets = { ...log.actualSets }
  const own = { ...log.own }
  const drafts = { ...log.drafts }
  for (const set of sets) {
    actualSets[set.id] = set
    delete own[set.id]
  }
  for (const id of goneIds) {
    const gone = actualSets[id]
    if (gone) drafts[id] = { weight: gone.weight, reps: gone.reps, rpe: gone.rpe }
    delete actualSets[id]
    delete own[id]
  }
  const known = new Set([...log.session.plan.flatMap((exercise) => exercise.sets), ...log.addedSets].map(({ id }) => id))
  const added = sets.filter(({ id }) => !known.has(id))
  const here = new Set(log.addedExercises.map(({ exerciseId }) => exerciseId))
  const beside = exercisesBeside(log.session, added).filter(({ exerciseId }) => !here.has(exerciseId))
  const isSet = (id: string): boolean => actualSets[id] !== undefined
  return {
    ...log,
    actualSets,
    own,
    drafts,
    takenBack: log.takenBack.filter((one) => !isSet(takenBackId(one))),
    removedSetIds: log.removedSetIds.filter((id) => !isSet(id)),
    addedSets: [...log.addedSets, ...added.map(asAdded)],
    addedExercises: [...log.addedExercises, ...beside],
    notes,
    sessionRpe,
    toldVersion: version,
  }
}

const asAdded = ({ id, exerciseId, setType }: ActualSet): AddedSet => ({ id, exerciseId, setType })

/** Nothing of the previous log stays: two logs are never merged automatically. */
function replacedLog(before: SessionLog, { session, log }: Extract<LifterEvent, { kind: 'logReplaced' }>): SessionLog {
  const { actualSets, sessionRpe, notes } = log
  return {
    ...before,
    ...startedLog({ ...session, actualSets, sessionRpe, notes, startedAt: log.startedAt }, log.startedAt, before.unplanned),
    own: Object.fromEntries(actualSets.map(({ id, logged_at }) => [id, { loggedAt: logged_at, before: [], wasTakenBack: false }])),
    ownNotes: 'finished',
    ownRpe: 'finished',
    ended: { at: 'finished', completedAt: log.completedAt, logged_at: log.logged_at },
  }
}

function ticked(log: SessionLog, set: ActualSet | null): SessionLog {
  if (!set) return log
  const own = { ...log.own, [set.id]: said(log, set.id, set.logged_at, false) }
  return { ...log, own, actualSets: { ...log.actualSets, [set.id]: set }, takenBack: without(log.takenBack, set.id) }
}

function said({ own, actualSets }: SessionLog, setId: string, loggedAt: string, isTakenBack: boolean): OwnStatement {
  const { before, wasTakenBack } = own[setId] ?? { before: [], wasTakenBack: false }
  const replaced = actualSets[setId]
  return {
    loggedAt,
    before: replaced ? [...before, replaced].slice(-BEFORE_MAX) : before,
    wasTakenBack: wasTakenBack || isTakenBack,
  }
}

const without = (takenBack: readonly SentTakenBack[], setId: string): SentTakenBack[] =>
  takenBack.filter((one) => takenBackId(one) !== setId)

/** The ✓ is removed, and the numbers stay in the cells: a mis-tap costs nothing. */
function uncompleted(log: SessionLog, { setId, logged_at }: { setId: string; logged_at?: string | undefined }): SessionLog {
  const { [setId]: gone, ...actualSets } = log.actualSets
  if (!gone) return log
  // The server would reject a completion that names more.
  const last = logged_at === undefined ? setId : { id: setId, logged_at }
  const takenBack = [...without(log.takenBack, setId), last].slice(-SETS_PER_SESSION_MAX)
  const own = { ...log.own, [setId]: said(log, setId, logged_at ?? gone.logged_at, true) }
  return { ...log, own, actualSets, takenBack, drafts: { ...log.drafts, [setId]: { weight: gone.weight, reps: gone.reps, rpe: gone.rpe } } }
}
