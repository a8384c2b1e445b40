import type { Session, SkipBody } from '@holdfast/contract'
import type { SlotState } from '@holdfast/outbox'
import type { Receipt } from './receipt.ts'
import type { SessionLog } from './sessionLog.ts'

/** A session as the screen shows it, and how far what the lifter did has come. `here`: the lifter keeps something of it on this device only. */
export type SessionView = Session & { sync: 'server' | 'waiting' | 'attention' | 'here' }

/** What this device knows beyond the server's session: the log, and where the operations about it stand. */
export type Known = {
  log: SessionLog | undefined
  completion: SlotState | null
  skip: SlotState | null
  /** A kept log that the lifter made the one that counts. */
  restore: SlotState | null
  /** Whether the lifter keeps something of it on this device only. */
  keptHere: boolean
  /** Whether anything of this session waits to be sent. */
  waits: boolean
}

/**
 * The view: what the server confirmed, plus what the lifter did. Pure, and computed again whenever either changes, so a
 * refetch cannot take an optimistic state away and a rejection rolls back by itself: its operation no longer counts here.
 */
export function overlay(session: Session, { log, completion, skip, restore, keptHere, waits }: Known): SessionView {
  const attention = [completion, skip, restore].some((state) => state?.at === 'attention')
  const sync = attention ? 'attention' : waits ? 'waiting' : keptHere ? 'here' : 'server'
  const isKept = keptHere && completion?.at === 'discarded'
  if (log?.ended?.at === 'finished' && (isKept || holds(completion, session) || holds(restore, session))) {
    return { ...session, ...logged(log), status: 'completed', completedAt: log.ended.completedAt, sync }
  }
  if (skip && holds(skip, session) && (!log || log.ended?.at === 'skipped')) {
    const reason = skip.at === 'waiting' ? (skip.operation.body as SkipBody).reason : session.skipReason
    return { ...session, status: 'skipped', skipReason: reason, sync }
  }
  if (log && (log.ended === null || attention) && (session.status !== 'completed' || log.reopened)) {
    return { ...session, ...logged(log), status: 'in_progress', sync }
  }
  return { ...session, sync }
}

/** Whether an operation still has to be laid over the server's session: it waits, or its verdict is newer than this copy. */
function holds(state: SlotState | null, session: Session): boolean {
  if (state?.at === 'waiting') return true
  return state?.at === 'applied' && (state.receipt as Receipt).outcome === 'applied' && (state.receipt as Receipt).version > session.version
}

function logged(log: SessionLog): Pick<Session, 'actualSets' | 'sessionRpe' | 'notes' | 'startedAt'> {
  const actualSets = Object.values(log.actualSets).sort((a, b) => a.setOrder - b.setOrder)
  return { actualSets, sessionRpe: log.sessionRpe, notes: log.notes, startedAt: log.startedAt }
}
