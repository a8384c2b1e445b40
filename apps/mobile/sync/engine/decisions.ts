import type { CompleteBody, Log, Revision, Session } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import type { Attention, Intent, Settlement } from '@holdfast/outbox'
import type { Discarded } from './activity.ts'
import type { ActivityEvent } from './activityEvent.ts'
import type { Engine } from './engine.ts'
import { completionOfLog } from './finishSession.ts'
import { withMissing } from '../session/compareLogs.ts'
import { completeAs, laneOf, restore, subjectOf } from '../session/operations.ts'
import { programmeOf } from '../server/programme.ts'

type WhenSaved = (saved: Saved) => void

/**
 * Sends a rejected operation again. A completion is sent with the current log: it includes the changes since the rejection, and it must not
 * set a waiting set back to older numbers.
 */
export function tryAgain(engine: Engine, { operation }: Attention, whenSaved?: WhenSaved): void {
  engine.outbox.retry(operation.id, () => asItStands(engine, operation) ?? { body: operation.body }, whenSaved)
}

/** A completion with everything its session holds now. Null for any other operation, and while the session is in progress again. */
function asItStands(engine: Engine, operation: Attention['operation']): { body: CompleteBody; whole: true } | null {
  const subject = subjectOf(operation)
  const log = subject?.kind === 'completion' ? engine.logs.current().logs[subject.sessionId] : undefined
  if (log?.ended?.at !== 'finished') return null
  const { completedAt, logged_at } = log.ended
  const sent = operation.body as CompleteBody
  const now = completionOfLog(engine, log, completedAt, logged_at).body as CompleteBody
  const isSame = JSON.stringify({ ...now, planVersion: 0 }) === JSON.stringify({ ...sent, planVersion: 0 })
  return { body: isSame ? sent : { ...now, logged_at: engine.deviceClock.loggedAt() }, whole: true }
}

/**
 * Sends the rejected operations of a session that the server does not know any more, as a workout outside the programme. Throws when the
 * session was never started on this device.
 */
export function saveSeparately(engine: Engine, sessionId: string): void {
  const session = engine.logs.current().logs[sessionId]?.session
  if (!session) throw new Error(`session ${sessionId} was never started on this device`)
  const unplanned = { title: session.title, scheduledOn: session.scheduledOn }
  // Recorded first: what is logged next must not be rejected for the same reason.
  engine.record({ kind: 'sessionSeparated', sessionId }, null)
  for (const { operation } of refusedOf(engine, sessionId)) {
    // One retry may answer another rejected operation, which is then released.
    if (!isRefused(engine, operation.id)) continue
    engine.outbox.retry(operation.id, () => {
      const { body, whole = false } = asItStands(engine, operation) ?? { body: operation.body as object }
      return { body: { ...body, unplanned }, whole }
    })
  }
}

/**
 * Discards a rejected operation; it can be restored for a month. After a discarded restore, the log becomes the version that counts on the
 * server, because an edit would otherwise bring the other one back by accident. The log stays as it is when other operations of the session
 * wait or are rejected.
 */
export function discardChange(engine: Engine, { operation }: Attention): void {
  const { id, lane } = operation
  const subject = subjectOf(operation)
  const isAlone = !engine.outbox.waitsIn(lane) && (subject === null || refusedOf(engine, subject.sessionId).length === 1)
  const standing =
    subject?.kind === 'restore' && isAlone ? programmeOf(engine.queries, engine.account.id)?.sessions[subject.sessionId] : null
  const log = standing && standingLog(standing)
  if (!log) return void engine.outbox.discard(id)
  engine.decide({ kind: 'logReplaced', sessionId: standing.id, session: standing, log }, { id, verdict: 'discarded' })
}

/** The log of a session that is finished on the server; null while it is not finished. */
function standingLog(session: Session): CompleteBody | null {
  const log = finishedLog(session)
  return log && session.logged_at !== null ? { ...log, logged_at: session.logged_at } : null
}

/** A log without its stamp. */
type FinishedLog = Omit<Log, 'logged_at'>

/** The log of a finished session; null while it is not finished. */
export function finishedLog({ status, startedAt, completedAt, planVersion, sessionRpe, notes, actualSets }: Session): FinishedLog | null {
  if (status !== 'completed' || startedAt === null || completedAt === null) return null
  return { startedAt, completedAt, planVersion, sessionRpe, notes, actualSets }
}

/** Keeps the rejected operations of a session on this device: they are not sent, and the session shows that. */
export function keepHere(engine: Engine, sessionId: string): void {
  for (const { operation } of refusedOf(engine, sessionId)) {
    const settlement: Settlement = { id: operation.id, verdict: 'discarded' }
    engine.decide({ kind: 'keptHere', sessionId, operationId: operation.id }, settlement)
  }
}

const isRefused = (engine: Engine, id: string): boolean => engine.outbox.snapshot().attention.some(({ operation }) => operation.id === id)

const refusedOf = (engine: Engine, sessionId: string): Attention[] =>
  engine.outbox.snapshot().attention.filter(({ operation }) => operation.lane === laneOf(sessionId))

/** Whether a discarded operation is still the latest statement about its subject. If not, something newer includes it, or changed it. */
export function isLatestStatement({ outbox }: Engine, { operation }: Discarded): boolean {
  const last = outbox.stateOf(operation.slot, operation.lane)
  return last?.at === 'discarded' && last.id === operation.id
}

/** Sends a discarded change after all, under a new id. Throws when there is a newer statement. */
export function restoreChange(engine: Engine, discarded: Discarded, whenSaved?: WhenSaved): void {
  if (!isLatestStatement(engine, discarded)) throw new Error(`something newer than ${discarded.operation.id} was said since`)
  const { id: operationId, createdAt: _then, seq: _place, carriesLane, ...intent } = discarded.operation
  // It supersedes its lane only if nothing waits there: what was logged since is newer.
  const again = (): Intent | null => {
    if (!isLatestStatement(engine, discarded)) return null
    return carriesLane && !engine.outbox.waitsIn(intent.lane) ? { ...intent, carriesLane } : intent
  }
  const event: ActivityEvent = { kind: 'changeRestored', sessionId: subjectOf(discarded.operation)?.sessionId ?? null, operationId }
  engine.outbox.enqueueInTurn(() => ({ intent: again(), event }), whenSaved)
}

/** A log with a new stamp for itself and for each of its sets. So a set that was taken back before counts again. */
const saidAnew = <L extends FinishedLog>(log: L, logged_at: string) => ({
  ...log,
  actualSets: log.actualSets.map((set) => ({ ...set, logged_at })),
  logged_at,
})

/**
 * Makes a revision the log that counts: on this device at once, on the server with its verdict. The log that counted becomes a revision.
 */
export function restoreLog(
  engine: Engine,
  session: Session,
  revision: Extract<Revision, { kind: 'completion' }>,
  whenSaved?: WhenSaved,
): void {
  engine.say(
    (logged_at) => ({
      event: { kind: 'logReplaced', sessionId: session.id, session, log: saidAnew(revision.payload, logged_at) },
      intent: restore(session.id, revision.revisionId, logged_at),
    }),
    whenSaved,
  )
}

/** Adds the sets that only the revision holds to the log that counts. The session is finished again with them, now. */
export function addMissingSets(
  engine: Engine,
  session: Session,
  revision: Extract<Revision, { kind: 'completion' }>,
  whenSaved?: WhenSaved,
): void {
  const actualSets = withMissing(session.actualSets, revision.payload.actualSets)
  const log: FinishedLog = {
    startedAt: session.startedAt ?? revision.payload.startedAt,
    completedAt: session.completedAt ?? revision.payload.completedAt,
    planVersion: session.planVersion,
    sessionRpe: session.sessionRpe,
    notes: session.notes,
    actualSets,
  }
  finishWith(engine, session, log, whenSaved)
}

/**
 * Finishes a session with this log, now: on this device at once, on the server with its verdict. All its sets get new stamps, as the lifter
 * asked.
 */
export function finishWith(engine: Engine, session: Session, log: FinishedLog, whenSaved?: WhenSaved): void {
  engine.say((logged_at) => {
    // It supersedes its lane, like any completion, so it must list what was taken back.
    const takenBack = [...(engine.logs.current().logs[session.id]?.takenBack ?? [])]
    const stamped = saidAnew(log, logged_at)
    return {
      event: { kind: 'logReplaced', sessionId: session.id, session, log: stamped },
      intent: completeAs(session.id, { ...stamped, takenBack }),
    }
  }, whenSaved)
}

/**
 * Records that the lifter knows of a conflict. If another device's log counts, this device continues from that one: an edit must not bring
 * the older log back by accident.
 */
export function acknowledgeConflict(engine: Engine, sessionId: string, revisionCount: number, standing: Session | undefined): void {
  const own = engine.activity.toldOf(sessionId)
  const log = standing && standingLog(standing)
  const standingId = standing?.logOperationIds?.[0] ?? null
  if (standing && log && standingId !== null && !own?.knownIds.has(standingId)) {
    const session = { ...standing, revisionCount: Math.max(revisionCount, standing.revisionCount) }
    engine.record({ kind: 'logReplaced', sessionId, session, log }, null)
  } else {
    engine.decide({ kind: 'conflictSeen', sessionId, revisionCount }, null)
  }
}
