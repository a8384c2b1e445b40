import type { ActualSet, Session } from '@holdfast/contract'
import type { SlotState } from '@holdfast/outbox'
import type { LifterEvent } from './lifterEvent.ts'
import type { Known } from './known.ts'
import type { Receipt } from './receipt.ts'
import { isSameLift, isSameSet } from './sameLift.ts'
import type { OwnState, SessionLog } from './sessionLog.ts'

type Applied = Extract<SlotState, { at: 'applied' }>

/** Whether a server's copy of the session includes a statement of this device: it has its verdict, and the copy is not older than that. */
export function isTold(state: SlotState | null, { version }: Session): state is Applied | null {
  return state === null || (state.at === 'applied' && (state.receipt as Receipt).version <= version)
}

/**
 * Whether this device's latest statement about a set counts instead of `set`, the one in the server's copy. It counts when the copy does
 * not include it yet, or holds an earlier statement of this device. The second happens when a clock jumps while an operation waits: the
 * server takes the newer statement for the older one.
 */
export function isOwnNewer(setId: string, set: ActualSet | undefined, told: Session, log: SessionLog, known: Known): boolean {
  const state = known.setState(setId)
  if (!isTold(state, told)) return true
  const own = log.own[setId]
  if (!own || state === null || wasTaken(setId, state)) return false
  if (!set) return own.wasTakenBack && log.actualSets[setId] !== undefined
  return Date.parse(set.logged_at) <= Date.parse(own.loggedAt) && own.before.some((before) => isSameLift(before, set))
}

/** Whether the server applied a statement about a set. If so, a different value in its copy is newer and comes from another device. */
function wasTaken(setId: string, { receipt }: Applied): boolean {
  const { outcome, untakenIds = [] } = receipt as Receipt
  return outcome === 'applied' && !untakenIds.includes(setId)
}

/** Whether this device's latest statement about a set counts instead of the set in the server's copy. */
type IsNewer = (setId: string, told: ActualSet | undefined) => boolean

/**
 * The newest known sets of a session, in the order of lifting. Where this device's statement `isNewer` than the server's copy, the log
 * decides: it holds the set, or the set was taken back. All other sets are the server's.
 */
export function newestSets(told: Session, log: SessionLog, isNewer: IsNewer): Session['actualSets'] {
  // The server never sent this session, or this copy is older than one that the log includes.
  if (told === log.session || told.version < log.toldVersion) return inOrder(Object.values(log.actualSets))
  const byId = new Map(told.actualSets.map((set) => [set.id, set]))
  const own = new Set(Object.keys(log.own).filter((id) => isNewer(id, byId.get(id))))
  if (own.size === 0) return told.actualSets
  return inOrder([...told.actualSets.filter(({ id }) => !own.has(id)), ...Object.values(log.actualSets).filter(({ id }) => own.has(id))])
}

const inOrder = (sets: readonly ActualSet[]): ActualSet[] => sets.toSorted((a, b) => a.setOrder - b.setOrder)

/**
 * What the log must include of the server's copy before it is edited or sent; null for nothing. A statement of this device stays if the
 * copy does not include it yet, or if the server rejected it. While the copy does not include this device's completion or restore, the
 * whole log stays.
 */
export function changesToTake(told: Session, log: SessionLog, known: Known): Extract<LifterEvent, { kind: 'changesTaken' }> | null {
  const { completion, restore, keptHere } = known
  if (told.version < log.toldVersion || keptHere.length > 0) return null
  if ([completion, restore].some((state) => state?.at !== 'discarded' && !isTold(state, told))) return null
  const newest = newestSets(told, log, (id, set) => isOwnNewer(id, set, told, log, known))
  const isHere = (set: ActualSet): boolean => {
    const here = log.actualSets[set.id]
    return here !== undefined && isSameSet(here, set)
  }
  const ids = new Set(newest.map(({ id }) => id))
  const sets = newest.filter((set) => !isHere(set))
  const goneIds = Object.keys(log.actualSets).filter((id) => !ids.has(id))
  const areTold = (words: OwnState): boolean => words === 'none' || (words === 'finished' && completion?.at !== 'discarded')
  const notes = told.notes !== log.notes && areTold(log.ownNotes) ? { notes: told.notes } : {}
  const sessionRpe = told.sessionRpe !== log.sessionRpe && areTold(log.ownRpe) ? { sessionRpe: told.sessionRpe } : {}
  const changes = { sets, goneIds, ...notes, ...sessionRpe }
  if (sets.length + goneIds.length === 0 && Object.keys(changes).length === 2) return null
  return { kind: 'changesTaken', sessionId: log.sessionId, version: told.version, ...changes }
}
