import { instantSchema, type Conflict, type Session } from '@holdfast/contract'
import type { Journal, JournalRecord } from '@holdfast/journal'
import type { Operation, Settlement, StoredOperation } from '@holdfast/outbox'
import { deskEventSchema, type DeskEvent } from './deskEvent.ts'
import { logReplacedSchema, sessionStartedSchema } from './lifterEvent.ts'
import { subjectOf, type Subject } from './operations.ts'
import { receiptSchema } from './receipt.ts'

/** Something the server has durably recorded, and when this device heard so (Unix epoch, ms). */
export type Sent = { operation: Operation; at: number }

/** A change the lifter let go of. One that is kept here was let go of as a change to send, and stays as what was lifted. */
export type LetGo = { operation: Operation; at: number; keptHere: boolean }

/** Two logs of one session met, as a verdict on one of this device's operations told it. */
export type Met = { subject: Subject['kind']; loggedAt: string; conflict: Conflict; revisionCount: number }

/** What this device was told, and has shown its lifter, about the logs of one session. */
export type SessionTold = {
  /** When this device last ended the session: its own log, by its own stamp. */
  ownLoggedAt: string | null
  /** Every stamp this device gave something in the session, and what the server made of them: meeting oneself is an edit. */
  ownStamps: ReadonlySet<string>
  /** The last meeting a verdict told of. */
  met: Met | null
  /** How many kept logs the lifter knows of. */
  seen: number
}

export type DeskState = {
  /** Newest first. */
  sent: readonly Sent[]
  /** Newest first, for as long as they can be restored. */
  letGo: readonly LetGo[]
  told: Readonly<Record<string, SessionTold>>
}

/** What became of the things the lifter did: a fold of the journal that follows it. Nothing is written for it. */
export type Desk = {
  current(): DeskState
  subscribe(listener: () => void): () => void
}

export const SENT_MAX = 50
export const SENT_MS = 7 * 24 * 3_600_000
/** How long a change that was let go of can be restored. */
export const LET_GO_MS = 30 * 24 * 3_600_000

export function followDesk(journal: Journal): Desk {
  // The journal holds every one of these in memory anyway.
  const operations = new Map<string, Operation>()
  const letGo = new Map<string, LetGo>()
  let sent: Sent[] = []
  let told: DeskState['told'] = {}
  let state: DeskState = { sent: [], letGo: [], told: {} }
  let isNew = false
  const listeners = new Set<() => void>()

  const tell = (sessionId: string, change: (before: SessionTold) => SessionTold): void => {
    told = { ...told, [sessionId]: change(told[sessionId] ?? nothingTold) }
    isNew = true
  }
  const enqueued = (operation: Operation): void => {
    operations.set(operation.id, operation)
    const subject = subjectOf(operation)
    const loggedAt = stampOf(operation)
    if (!subject || loggedAt === null) return
    const isEnd = subject.kind !== 'set'
    tell(subject.sessionId, (before) => ({
      ...before,
      ownLoggedAt: isEnd ? loggedAt : before.ownLoggedAt,
      ownStamps: new Set([...before.ownStamps, loggedAt]),
    }))
  }
  const settled = (settlement: Settlement, at: number): void => {
    const operation = operations.get(settlement.id)
    if (!operation) return
    if (settlement.verdict === 'discarded') letGo.set(operation.id, { operation, at, keptHere: false })
    isNew = true
    if (settlement.verdict !== 'applied') return
    sent = [{ operation, at }, ...sent].slice(0, SENT_MAX)
    const subject = subjectOf(operation)
    const loggedAt = stampOf(operation)
    const receipt = receiptSchema.safeParse(settlement.receipt)
    if (!subject || subject.kind === 'set' || loggedAt === null || !receipt.success) return
    const { conflict, revisionCount, outcome, loggedAt: standsSince } = receipt.data
    tell(subject.sessionId, (before) => {
      const ownStamps = outcome === 'applied' && standsSince !== null ? new Set([...before.ownStamps, standsSince]) : before.ownStamps
      const other = conflict?.otherLoggedAt ?? null
      const asked = subject.kind === 'restore' && conflict?.kept === 'this'
      if (conflict && other !== null && !asked && !before.ownStamps.has(other))
        return { ...before, ownStamps, met: { subject: subject.kind, loggedAt, conflict, revisionCount } }
      return { ...before, ownStamps, seen: Math.max(before.seen, revisionCount) }
    })
  }
  const decided = (event: DeskEvent): void => {
    isNew = true
    switch (event.kind) {
      case 'keptHere': {
        const gone = letGo.get(event.operationId)
        if (gone) letGo.set(event.operationId, { ...gone, keptHere: true })
        break
      }
      case 'changeRestored':
        letGo.delete(event.operationId)
        break
      case 'conflictSeen':
        tell(event.sessionId, (before) => ({ ...before, seen: Math.max(before.seen, event.revisionCount) }))
        break
    }
  }
  const take = ({ seq, at, event, enqueue, settle }: JournalRecord): void => {
    if (settle !== undefined) settled(settle as Settlement, at)
    if (enqueue !== undefined) enqueued({ ...(enqueue as StoredOperation), seq })
    const decision = deskEventSchema.safeParse(event)
    if (decision.success) decided(decision.data)
    const started = sessionStartedSchema.safeParse(event)
    // What stood when the session was begun here is nothing to be told of.
    if (started.success && !told[started.data.sessionId]) known(started.data.session)
    const replaced = logReplacedSchema.safeParse(event)
    if (replaced.success) known(replaced.data.session)
  }
  /** The lifter knows what stands here: neither it nor what was kept until then is news. */
  const known = ({ id, revisionCount, logged_at }: Session): void =>
    tell(id, (before) => ({
      ...before,
      seen: Math.max(before.seen, revisionCount),
      ownStamps: logged_at === null ? before.ownStamps : new Set([...before.ownStamps, logged_at]),
    }))

  for (const record of journal.records) take(record)
  journal.subscribe((record) => {
    take(record)
    if (isNew) for (const listener of listeners) listener()
  })
  return {
    /** The same value until something changed. */
    current() {
      if (isNew) state = { sent, letGo: [...letGo.values()].reverse(), told }
      isNew = false
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const nothingTold: SessionTold = { ownLoggedAt: null, ownStamps: new Set(), met: null, seen: 0 }

/** When the lifter did it, by the stamp in its body; a body comes from disk and may be of any age. */
function stampOf({ body }: Operation): string | null {
  const stamp = instantSchema.safeParse((body as { logged_at?: unknown } | null)?.logged_at)
  return stamp.success ? stamp.data : null
}
