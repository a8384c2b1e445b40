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

/** Version of the operation bodies this app writes. */
const V = 1

/** One lane a session: its operations stay in order. */
export const laneOf = (sessionId: string): string => `session_${sessionId}`
export const sessionOfLane = (lane: string): string => lane.slice(laneOf('').length)
export const setSlot = (sessionId: string, setId: string): string => `set_${sessionId}_${setId}`
export const completionSlot = (sessionId: string): string => `session_completion_${sessionId}`
export const skipSlot = (sessionId: string): string => `session_skip_${sessionId}`
export const restoreSlot = (sessionId: string): string => `session_restore_${sessionId}`

/** What a waiting operation is about, read from its endpoint. */
export type Subject = { kind: 'set' | 'completion' | 'skip' | 'restore'; sessionId: string; setId: string | null }

export function subjectOf(operation: Pick<Operation, 'endpoint'>): Subject | null {
  const match = /^\/v1\/sessions\/([^/]+)\/(?:sets\/([^/]+)|(complete)|(skip)|revisions\/[^/]+\/restore)$/.exec(operation.endpoint)
  if (!match) return null
  const [, sessionId, setId, complete, skip] = match
  return { kind: setId ? 'set' : complete ? 'completion' : skip ? 'skip' : 'restore', sessionId: sessionId!, setId: setId ?? null }
}

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
 * The whole log in one operation. It carries its lane: a workout logged offline is one request. So it names what was taken back too:
 * it retires the `DELETE` that waits, and the `PUT` before that may still be on its way.
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

/** A completion with exactly this log. What it holds is not taken back; where nothing was, it says nothing of it. */
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
 * A workout of another app, whole. `stampedElsewhere`: its times are not this device's, so no correction of this device's clock is
 * theirs; see `sentAt`.
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

/** Makes a kept log stand again. */
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

/** What an operation has to know of a session the server may not know. */
type Beside = Pick<SessionLog, 'sessionId' | 'session' | 'unplanned'>

/** Said with every operation: whichever arrives first makes the session on the server. */
function unplannedOf({ unplanned, session: { title, scheduledOn } }: Beside): { unplanned?: Unplanned } {
  return unplanned ? { unplanned: { title, scheduledOn } } : {}
}
