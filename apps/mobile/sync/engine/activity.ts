import type { Conflict, Session } from '@holdfast/contract'
import type { Guard, Journal, JournalRecord } from '@holdfast/journal'
import { operationIn, settlementsOf, type Operation, type Settlement } from '@holdfast/outbox'
import { activityEventSchema, type ActivityEvent } from './activityEvent.ts'
import { logReplacedSchema, sessionStartedSchema } from '../session/lifterEvent.ts'
import { subjectOf, type Subject } from '../session/operations.ts'
import { receiptSchema } from '../session/receipt.ts'
import { stampOf } from '../session/stampOf.ts'

/** An operation that the server applied, and when this device stored the verdict (Unix epoch, ms). */
export type Sent = { operation: Operation; at: number }

/** An operation that the lifter discarded. `keptHere`: it is not sent, but it still counts as lifted on this device. */
export type Discarded = { operation: Operation; at: number; keptHere: boolean }

/** A conflict that a verdict on one of this device's operations named. */
export type Met = { subject: Subject['kind']; loggedAt: string; conflict: Conflict; revisionCount: number }

/** What this device knows, and its lifter has seen, about the logs of one session. */
export type SessionTold = {
  /** The stamp of this device's last completion, skip or restore of the session; null without one. */
  ownLoggedAt: string | null
  /**
   * The ids of this device's operations in the session, and of the logs that its lifter saw at a start. A conflict with one of these is an
   * edit.
   */
  knownIds: ReadonlySet<string>
  /** The last conflict that a verdict named. */
  met: Met | null
  /** How many revisions the lifter knows of. */
  seen: number
}

export type ActivityState = {
  /** Newest first. */
  sent: readonly Sent[]
  /** Newest first, including those that can no longer be restored. */
  discarded: readonly Discarded[]
}

/**
 * What became of the lifter's changes, folded from the journal and from each new record. It writes nothing. The cost of a record does not
 * depend on the number of sessions.
 */
export type Activity = {
  /** The same value until something changed, also in the answers of `toldOf`. */
  current(): ActivityState
  /** The same value until something of this session changed; undefined when there is nothing about it. */
  toldOf(sessionId: string): SessionTold | undefined
  /** The sessions in which a verdict named a conflict, acknowledged or not. */
  readonly met: ReadonlySet<string>
  subscribe(listener: () => void): () => void
}

/** The fold of one session. `shown` is its last answer; null after a change. */
type Telling = { ownLoggedAt: string | null; knownIds: Set<string>; met: Met | null; seen: number; shown: SessionTold | null }

/** How many sent operations are listed, and for how many ms. */
export const SENT_MAX = 50
export const SENT_MS = 7 * 24 * 3_600_000
/** How long a discarded change can be restored, in ms. */
export const DISCARDED_MS = 30 * 24 * 3_600_000

/** Folds the journal, and follows it for as long as it is open. */
export function followActivity(journal: Journal, guard: Guard): Activity {
  // The journal holds all of these in memory anyway.
  const operations = new Map<string, Operation>()
  const discarded = new Map<string, Discarded>()
  let sent: Sent[] = []
  const told = new Map<string, Telling>()
  const met = new Set<string>()
  let discardedShown: readonly Discarded[] | null = []
  let state: ActivityState = { sent: [], discarded: [] }
  let isNew = false
  const listeners = new Set<() => void>()

  /** Answers the fold for a change that follows at once. Earlier answers of `toldOf` do not change. */
  const tellingOf = (sessionId: string): Telling => {
    const telling = told.get(sessionId) ?? { ownLoggedAt: null, knownIds: new Set(), met: null, seen: 0, shown: null }
    told.set(sessionId, telling)
    telling.shown = null
    isNew = true
    return telling
  }
  const enqueued = (operation: Operation): void => {
    operations.set(operation.id, operation)
    const subject = subjectOf(operation)
    const loggedAt = stampOf(operation.body)
    if (!subject || loggedAt === null) return
    const telling = tellingOf(subject.sessionId)
    telling.knownIds.add(operation.id)
    if (subject.kind !== 'set') telling.ownLoggedAt = loggedAt
  }
  const settled = (settlement: Settlement, at: number): void => {
    const operation = operations.get(settlement.id)
    if (!operation) return
    if (settlement.verdict === 'discarded') {
      discarded.set(operation.id, { operation, at, keptHere: false })
      discardedShown = null
    }
    isNew = true
    if (settlement.verdict !== 'applied') return
    sent = [{ operation, at }, ...sent].slice(0, SENT_MAX)
    const subject = subjectOf(operation)
    const loggedAt = stampOf(operation.body)
    const receipt = receiptSchema.safeParse(settlement.receipt)
    if (!subject || loggedAt === null || !receipt.success) return
    const { conflict, revisionCount } = receipt.data
    const telling = tellingOf(subject.sessionId)
    const other = conflict?.otherOperationId ?? null
    // A set overrides a skip, and a restore overrides the log that counted: the lifter wanted that.
    const isWanted = subject.kind === 'set' || (subject.kind === 'restore' && conflict?.kept === 'this')
    if (!conflict || other === null || isWanted || telling.knownIds.has(other)) return
    telling.met = { subject: subject.kind, loggedAt, conflict, revisionCount }
    met.add(subject.sessionId)
  }
  const decided = (event: ActivityEvent): void => {
    isNew = true
    discardedShown = null
    switch (event.kind) {
      case 'keptHere': {
        const gone = discarded.get(event.operationId)
        if (gone) discarded.set(event.operationId, { ...gone, keptHere: true })
        break
      }
      case 'changeRestored':
        discarded.delete(event.operationId)
        break
      case 'conflictSeen': {
        const telling = tellingOf(event.sessionId)
        telling.seen = Math.max(telling.seen, event.revisionCount)
        break
      }
    }
  }
  const take = (record: JournalRecord): void => {
    const { seq, at, event } = record
    const operation = operationIn(record)
    for (const settlement of settlementsOf(record)) settled(settlement, at)
    if (operation) enqueued({ ...operation, seq })
    // Most events are none of these. Checking each of them with a schema would cost more than everything else here.
    switch ((event as { kind?: unknown } | undefined)?.kind) {
      case 'keptHere':
      case 'changeRestored':
      case 'conflictSeen': {
        const decision = activityEventSchema.safeParse(event)
        if (decision.success) decided(decision.data)
        break
      }
      case 'sessionStarted': {
        const started = sessionStartedSchema.safeParse(event)
        // What counted when the session was begun on this device is no conflict.
        if (started.success && !told.has(started.data.sessionId)) known(started.data.session)
        break
      }
      case 'logReplaced': {
        const replaced = logReplacedSchema.safeParse(event)
        if (replaced.success) known(replaced.data.session)
      }
    }
  }
  /** The lifter knows the log that counts: neither it nor the revisions until then are a conflict. */
  const known = ({ id, revisionCount, logOperationIds = [] }: Session): void => {
    const telling = tellingOf(id)
    telling.seen = Math.max(telling.seen, revisionCount)
    for (const operationId of logOperationIds) if (operationId !== null) telling.knownIds.add(operationId)
  }

  for (const record of journal.records) take(record)
  journal.subscribe((record) => {
    take(record)
    if (isNew) for (const listener of listeners) guard('a listener of the activity', listener)
  })
  return {
    met,
    current() {
      discardedShown ??= [...discarded.values()].reverse()
      if (isNew) state = { sent, discarded: discardedShown }
      isNew = false
      return state
    },
    toldOf(sessionId) {
      const telling = told.get(sessionId)
      return telling && (telling.shown ??= shownOf(telling))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const shownOf = ({ ownLoggedAt, knownIds, met, seen }: Telling): SessionTold => ({ ownLoggedAt, knownIds: new Set(knownIds), met, seen })
