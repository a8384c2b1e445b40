import type { ActualSet, Session, SkipBody } from '@holdfast/contract'
import type { Attention, SlotState } from '@holdfast/outbox'
import { isOwnNewer, newestSets } from './newestStatements.ts'
import { completionSlot, restoreSlot, setSlot, skipSlot, subjectOf } from './operations.ts'
import type { Known } from './known.ts'
import type { Receipt } from './receipt.ts'
import type { SessionLog } from './sessionLog.ts'

/** The stage of a session: every screen must show the same one. */
export type Stage = 'planned' | 'going' | 'notFinished' | 'notSkipped' | 'finished' | 'skipped'

/** The state of a session for the screens. A screen must show this and derive nothing of its own. */
export type Standing = {
  status: Session['status']
  stage: Stage
  /** How far the lifter's changes have been sent. `here`: the lifter keeps some of them on this device only. */
  sync: 'server' | 'waiting' | 'attention' | 'here'
  /** The rejected operations of this session that need a decision, the end of the session first. */
  rejected: readonly Attention[]
}

/** A session as the screen shows it. */
export type SessionView = Session & Standing

/**
 * Computes the view: what the server confirmed, and this device's log over it. Pure, and computed again when either changes. So a refetch
 * cannot remove an unsent change, and a rejected operation stops counting by itself.
 */
export function overlay(session: Session, known: Known): SessionView {
  const standing = standingOf(session, known)
  const layer = layerOf(session, known)
  switch (layer.at) {
    case 'finish':
      return { ...session, ...logged(layer.log), completedAt: layer.completedAt, ...standing }
    case 'skip':
      return { ...session, skipReason: layer.reason, ...standing }
    case 'log':
      return { ...session, ...logged(layer.log), actualSets: newestOf(session, layer.log, known, 'inProgress'), ...standing }
    case 'none': {
      const { log } = known
      const actualSets = log && session.status === 'completed' ? newestOf(session, log, known, 'over') : session.actualSets
      return { ...session, actualSets, ...standing }
    }
  }
}

/**
 * The sets of a session that is not finished on this device. While it is in progress, everything that was lifted is shown. If it is over,
 * the server's numbers replace those that the server rejected.
 */
function newestOf(session: Session, log: SessionLog, known: Known, stage: 'inProgress' | 'over'): ActualSet[] {
  return newestSets(session, log, (id, set) => {
    if (stage === 'inProgress') return isOwnNewer(id, set, session, log, known)
    return holds(known.setState(id), session) || known.keptHere.some(({ slot }) => slot === setSlot(log.sessionId, id))
  })
}

/** The standing alone, for screens that show no sets. Its cost does not depend on the number of sets. */
export function standingOf(session: Session, known: Known): Standing {
  const { log, keptHere, rejected, waits } = known
  const status = statuses[layerOf(session, known).at] ?? session.status
  const sync = rejected.length > 0 ? 'attention' : waits ? 'waiting' : keptHere.length > 0 ? 'here' : 'server'
  // A session in progress has no end that could be rejected.
  const ends = log?.ended === null ? [] : rejected.map(({ operation }) => subjectOf(operation)?.kind)
  return { status, stage: stageOf(status, ends), sync, rejected: rejected.toSorted(byWeight) }
}

/** The stage, from the status and the rejected ends that need a decision. */
function stageOf(status: Session['status'], rejectedEnds: readonly unknown[]): Stage {
  switch (status) {
    case 'completed':
      return 'finished'
    case 'skipped':
      return 'skipped'
    case 'planned':
    case 'in_progress':
      if (rejectedEnds.includes('completion')) return 'notFinished'
      if (rejectedEnds.includes('skip')) return 'notSkipped'
      return status === 'planned' ? 'planned' : 'going'
  }
}

/** What the screen shows of this device's changes in place of the server's copy. */
type Layer =
  | { at: 'finish'; log: SessionLog; completedAt: string }
  | { at: 'skip'; reason: string | null }
  | { at: 'log'; log: SessionLog }
  | { at: 'none' }

const statuses: Partial<Record<Layer['at'], Session['status']>> = { finish: 'completed', skip: 'skipped', log: 'in_progress' }

function layerOf(session: Session, { log, completion, skip, restore, keptHere }: Known): Layer {
  const kept = (slot: string) => keptHere.find((operation) => operation.slot === slot)
  const { id } = session
  const isFinished = holds(completion, session) || holds(restore, session) || kept(completionSlot(id)) || kept(restoreSlot(id))
  if (log?.ended?.at === 'finished' && isFinished) return { at: 'finish', log, completedAt: log.ended.completedAt }
  const skipped = skip?.at === 'waiting' ? skip.operation : kept(skipSlot(id))
  if ((skipped || holds(skip, session)) && (!log || log.ended?.at === 'skipped'))
    return { at: 'skip', reason: skipped ? (skipped.body as SkipBody).reason : session.skipReason }
  if (!log || isOverOnServer(session, log, completion) || isSkippedSince(session, log, skip)) return { at: 'none' }
  // A rejected end does not end the session, neither before nor after the lifter's decision.
  const end = log.ended?.at === 'skipped' ? skip : completion
  return log.ended === null || end?.at === 'attention' || end?.at === 'discarded' ? { at: 'log', log } : { at: 'none' }
}

/**
 * Whether the finish in the server's copy counts here. The lifter may have taken back this device's finish, but not one that another device
 * made later.
 */
function isOverOnServer({ status, logOperationIds = [] }: Session, log: SessionLog, completion: SlotState | null): boolean {
  if (status !== 'completed' || !log.reopened) return status === 'completed'
  const [standingId = null] = logOperationIds
  return standingId !== null && completion?.at === 'applied' && completion.id !== standingId
}

/**
 * Whether another device skipped a session that was started here and has no set yet. A skip that the lifter saw at the start does not
 * count.
 */
function isSkippedSince({ status, version }: Session, log: SessionLog, skip: SlotState | null): boolean {
  if (status !== 'skipped' || log.ended !== null || Object.keys(log.actualSets).length > 0) return false
  const isOwn = skip?.at === 'applied' && (skip.receipt as Receipt).version >= version
  return !isOwn && version > log.startedAtVersion
}

/** Whether an operation is not in the server's copy yet: it waits, or its verdict is newer than this copy. */
function holds(state: SlotState | null, session: Session): boolean {
  if (state?.at === 'waiting') return true
  return state?.at === 'applied' && (state.receipt as Receipt).outcome === 'applied' && (state.receipt as Receipt).version > session.version
}

function logged(log: SessionLog): Pick<Session, 'actualSets' | 'sessionRpe' | 'notes' | 'startedAt'> {
  const actualSets = Object.values(log.actualSets).sort((a, b) => a.setOrder - b.setOrder)
  return { actualSets, sessionRpe: log.sessionRpe, notes: log.notes, startedAt: log.startedAt }
}

/** The subjects of a rejection, the most important first. */
const weights = ['completion', 'restore', 'skip', 'set'] as const

function byWeight(one: Attention, other: Attention): number {
  const weightOf = ({ operation }: Attention) => weights.indexOf(subjectOf(operation)?.kind ?? 'set')
  return weightOf(one) - weightOf(other)
}
