import type { ActualSet, Session } from '@holdfast/contract'
import type { AddedSet, LifterEvent, SetDraft } from './lifterEvent.ts'

/** What the lifter did in one session: the log. The device is its authority. */
export type SessionLog = {
  sessionId: string
  /** The session as it was known when the lifter started it: its plan, for a start without network. */
  session: Session
  startedAt: string
  actualSets: Readonly<Record<string, ActualSet>>
  drafts: Readonly<Record<string, SetDraft>>
  addedSets: readonly AddedSet[]
  removedSetIds: readonly string[]
  sessionRpe: number | null
  notes: string
  ended: { at: 'finished'; completedAt: string; logged_at: string } | { at: 'skipped'; reason: string | null } | null
}

/** Every log on this device by session, and the one on screen. */
export type SessionLogs = { logs: Readonly<Record<string, SessionLog>>; currentId: string | null }

export const noLogs: SessionLogs = { logs: {}, currentId: null }

/** The logs after one more event. Pure: the same journal always folds to the same logs. */
export function applyEvent(before: SessionLogs, event: LifterEvent): SessionLogs {
  if (event.kind === 'sessionStarted') {
    const log = before.logs[event.sessionId] ?? startedLog(event.session, event.startedAt)
    return { logs: { ...before.logs, [event.sessionId]: log }, currentId: event.sessionId }
  }
  if (event.kind === 'sessionLeft') return { ...before, currentId: before.currentId === event.sessionId ? null : before.currentId }
  const log = before.logs[event.sessionId]
  if (event.kind === 'logReplaced') {
    const replaced = replacedLog(log ?? startedLog(event.session, event.log.startedAt), event)
    return { ...before, logs: { ...before.logs, [event.sessionId]: replaced } }
  }
  if (!log) return before
  return { ...before, logs: { ...before.logs, [event.sessionId]: changedLog(log, event) } }
}

function startedLog(session: Session, startedAt: string): SessionLog {
  // A session the server already holds sets of (begun on another device) is continued, not begun anew.
  const actualSets = Object.fromEntries(session.actualSets.map((set) => [set.id, set]))
  const planned = new Set(session.plan.flatMap((exercise) => exercise.sets.map((set) => set.id)))
  const addedSets = session.actualSets.filter((set) => !planned.has(set.id))
  return {
    sessionId: session.id,
    session,
    startedAt: session.startedAt ?? startedAt,
    actualSets,
    drafts: {},
    addedSets: addedSets.map(({ id, exerciseId, setType }) => ({ id, exerciseId, setType })),
    removedSetIds: [],
    sessionRpe: session.sessionRpe,
    notes: session.notes,
    ended: null,
  }
}

function changedLog(log: SessionLog, event: Exclude<LifterEvent, { kind: 'sessionStarted' | 'sessionLeft' | 'logReplaced' }>): SessionLog {
  switch (event.kind) {
    case 'setDrafted':
      return { ...log, drafts: { ...log.drafts, [event.setId]: event.draft } }
    case 'setCompleted':
      return { ...log, actualSets: { ...log.actualSets, [event.set.id]: event.set } }
    case 'setUncompleted':
      return uncompleted(log, event.setId)
    case 'setAdded':
      return { ...log, addedSets: [...log.addedSets, event.set] }
    case 'setRemoved':
      return { ...uncompleted(log, event.setId), removedSetIds: [...log.removedSetIds, event.setId] }
    case 'sessionRpeSet':
      return { ...log, sessionRpe: event.sessionRpe }
    case 'notesWritten':
      return { ...log, notes: event.notes }
    case 'sessionFinished':
      return { ...log, ended: { at: 'finished', completedAt: event.completedAt, logged_at: event.logged_at } }
    case 'sessionSkipped':
      return { ...log, ended: { at: 'skipped', reason: event.reason } }
  }
}

/** Nothing of the log from before stays: two logs are never blended by themselves. */
function replacedLog(before: SessionLog, { session, log }: Extract<LifterEvent, { kind: 'logReplaced' }>): SessionLog {
  const { actualSets, sessionRpe, notes } = log
  return {
    ...before,
    ...startedLog({ ...session, actualSets, sessionRpe, notes, startedAt: log.startedAt }, log.startedAt),
    ended: { at: 'finished', completedAt: log.completedAt, logged_at: log.logged_at },
  }
}

/** The ✓ goes, the numbers stay in the cells: a mis-tap costs nothing. */
function uncompleted(log: SessionLog, setId: string): SessionLog {
  const { [setId]: gone, ...actualSets } = log.actualSets
  if (!gone) return log
  return { ...log, actualSets, drafts: { ...log.drafts, [setId]: { weight: gone.weight, reps: gone.reps, rpe: gone.rpe } } }
}
