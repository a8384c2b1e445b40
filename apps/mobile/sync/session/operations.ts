import {
  endpoints,
  pathOf,
  takenBackId,
  type ActualSet,
  type CompleteBody,
  type DeleteSetBody,
  type PutSetBody,
  type RestoreBody,
  type Session,
  type SkipBody,
  type Unplanned,
} from '@holdfast/contract'
import type { Intent, Operation } from '@holdfast/outbox'
import type { SessionLog } from './sessionLog.ts'

/** The version of the operation bodies that this app writes. */
const V = 1

/** Each session is one lane, so its operations stay in order. */
export const laneOf = (sessionId: string): string => `session_${sessionId}`
/** The session id of a lane. */
export const sessionOfLane = (lane: string): string => lane.slice(laneOf('').length)
/** The keys of operations: a newer operation replaces a waiting one with the same key. */
export const setSlot = (sessionId: string, setId: string): string => `set_${sessionId}_${setId}`
export const completionSlot = (sessionId: string): string => `session_completion_${sessionId}`
export const skipSlot = (sessionId: string): string => `session_skip_${sessionId}`
export const restoreSlot = (sessionId: string): string => `session_restore_${sessionId}`

/** What an operation is about, read from its endpoint. */
export type Subject = { kind: 'set' | 'completion' | 'skip' | 'restore'; sessionId: string; setId: string | null }

/** Reads the subject of an operation. Null for an endpoint that this version does not know. */
export function subjectOf(operation: Pick<Operation, 'endpoint'>): Subject | null {
  const match = /^\/v1\/sessions\/([^/]+)\/(?:sets\/([^/]+)|(complete)|(skip)|revisions\/[^/]+\/restore)$/.exec(operation.endpoint)
  if (!match) return null
  const [, sessionId, setId, complete, skip] = match
  return { kind: setId ? 'set' : complete ? 'completion' : skip ? 'skip' : 'restore', sessionId: sessionId!, setId: setId ?? null }
}

/** Logs a set, or corrects it. */
export function putSet(log: Beside, { id: setId, ...set }: ActualSet): Intent {
  const { method, path } = endpoints.putSet
  const { sessionId } = log
  return {
    endpoint: pathOf(path, { sessionId, setId }),
    method,
    body: { ...set, ...unplannedOf(log) } satisfies PutSetBody,
    slot: setSlot(sessionId, setId),
    lane: laneOf(sessionId),
    v: V,
  }
}

/** Takes a set back. `logged_at`: when the lifter did it. */
export function deleteSet(log: Beside, setId: string, logged_at: string): Intent {
  const { method, path } = endpoints.deleteSet
  const { sessionId } = log
  return {
    endpoint: pathOf(path, { sessionId, setId }),
    method,
    body: { logged_at, ...unplannedOf(log) } satisfies DeleteSetBody,
    slot: setSlot(sessionId, setId),
    lane: laneOf(sessionId),
    v: V,
  }
}

/**
 * A completion with the whole log. It supersedes its lane, so a workout logged offline is one request. It must also list the sets that were
 * taken back: it replaces a waiting `DELETE`, and the `PUT` before that may still be in flight.
 */
export function complete(log: SessionLog, planVersion: number, completedAt: string, logged_at: string): Intent {
  return completeAs(log.sessionId, {
    startedAt: log.startedAt,
    completedAt,
    planVersion,
    sessionRpe: log.sessionRpe,
    notes: log.notes,
    actualSets: Object.values(log.actualSets).sort((a, b) => a.setOrder - b.setOrder),
    logged_at,
    takenBack: [...log.takenBack],
    ...unplannedOf(log),
  })
}

/** A completion with exactly this log. `takenBack` lists no set that the log holds, and is left out when empty. */
export function completeAs(sessionId: string, { takenBack: said = [], ...log }: CompleteBody): Intent {
  const { method, path } = endpoints.complete
  const held = new Set(log.actualSets.map(({ id }) => id))
  const takenBack = said.filter((one) => !held.has(takenBackId(one)))
  return {
    endpoint: pathOf(path, { sessionId }),
    method,
    body: (takenBack.length > 0 ? { ...log, takenBack } : log) satisfies CompleteBody,
    slot: completionSlot(sessionId),
    lane: laneOf(sessionId),
    v: V,
    carriesLane: true,
  }
}

/**
 * The completion of a workout from another app. `stampedElsewhere`: its times do not come from this device's clock, so they must not be
 * corrected by it; see `sentAt`. Throws when the workout was never finished.
 */
export function completeImported(session: Session): Intent & { stampedElsewhere: true } {
  const { id, title, scheduledOn, startedAt, completedAt, planVersion, sessionRpe, notes, actualSets, logged_at } = session
  if (startedAt === null || completedAt === null || logged_at === null) throw new Error(`imported ${id} was never finished`)
  const { method, path } = endpoints.complete
  const body: CompleteBody = {
    startedAt,
    completedAt,
    planVersion,
    sessionRpe,
    notes,
    actualSets,
    logged_at,
    unplanned: { title, scheduledOn },
  }
  return {
    endpoint: pathOf(path, { sessionId: id }),
    method,
    body,
    slot: completionSlot(id),
    lane: laneOf(id),
    v: V,
    carriesLane: true,
    stampedElsewhere: true,
  }
}

/** Skips a session, with or without a reason. */
export function skip(sessionId: string, reason: string | null, logged_at: string): Intent {
  const { method, path } = endpoints.skip
  return {
    endpoint: pathOf(path, { sessionId }),
    method,
    body: { reason, logged_at } satisfies SkipBody,
    slot: skipSlot(sessionId),
    lane: laneOf(sessionId),
    v: V,
  }
}

/** Makes a revision the log that counts. */
export function restore(sessionId: string, revisionId: string, logged_at: string): Intent {
  const { method, path } = endpoints.restore
  return {
    endpoint: pathOf(path, { sessionId, revisionId }),
    method,
    body: { logged_at } satisfies RestoreBody,
    slot: restoreSlot(sessionId),
    lane: laneOf(sessionId),
    v: V,
  }
}

/** What an operation must contain about a session that the server may not know. */
type Beside = Pick<SessionLog, 'sessionId' | 'session' | 'unplanned'>

/** Sent with every operation: the one that arrives first creates the session on the server. */
function unplannedOf({ unplanned, session: { title, scheduledOn } }: Beside): { unplanned?: Unplanned } {
  return unplanned ? { unplanned: { title, scheduledOn } } : {}
}
