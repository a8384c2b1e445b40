import type { ActualSet, PlannedSet, Weight } from '@holdfast/contract'
import type { SessionState } from '../../store/sessionStore.ts'
import type { SetDraft } from '../../sync/session/lifterEvent.ts'
import { loggedUnit, ownWeights } from './exerciseUnits.ts'
import type { SetPlace } from './sessionRows.ts'
import { carriedTo, isSame, type Sibling } from './spread.ts'

/** The part of the session that concerns one set. */
export type OwnPart = {
  actual: ActualSet | null
  draft: SetDraft | null
  /** The set whose numbers an added set proposes: the set above it. */
  above: ActualSet | PlannedSet | undefined
  /** The weight proposed by a changed set above, if it differs from the plan's. */
  carried: Weight | null
  /** The unit its exercise is logged in, if it is not the plan's. */
  loggedUnit: Weight['unit'] | null
  /** Storage refused the last change of it. */
  notSaved: boolean
}

type Session = Pick<SessionState, 'actualSets' | 'drafts' | 'plannedSets' | 'notSaved'>

/**
 * A selector of one set's part. It runs for every row of a long session at every change, so it compares before it computes: only the sets
 * of its exercise, and it answers the same object until one of them changed.
 */
export function ownPart(place: SetPlace, bases: readonly Sibling[]): (session: Session) => OwnPart {
  const { setId, siblings } = place
  let seen: Session | null = null
  let part: OwnPart | null = null
  const isUnchanged = (session: Session): boolean =>
    seen !== null &&
    session.plannedSets === seen.plannedSets &&
    (session.notSaved?.setId === setId) === (seen.notSaved?.setId === setId) &&
    ((session.actualSets === seen.actualSets && session.drafts === seen.drafts) ||
      siblings.every(({ setId: id }) => session.actualSets[id] === seen!.actualSets[id] && session.drafts[id] === seen!.drafts[id]))
  return (session) => {
    const unchanged = isUnchanged(session)
    seen = session
    if (unchanged && part) return part
    const now = partOf(session, place, bases)
    if (!part || !isEqual(now, part)) part = now
    return part
  }
}

function partOf({ actualSets, drafts, plannedSets, notSaved }: Session, place: SetPlace, bases: readonly Sibling[]): OwnPart {
  const { setId, aboveId } = place
  const carried = carriedTo(setId, bases, ownWeights({ actualSets, drafts }))
  return {
    actual: actualSets[setId] ?? null,
    draft: drafts[setId] ?? null,
    above: place.added && aboveId ? (actualSets[aboveId] ?? plannedSets.find(({ id }) => id === aboveId)) : undefined,
    // On plan nothing is carried down: the rows below need no new render.
    carried: place.planned && isSame(carried, place.planned.weight) ? null : carried,
    loggedUnit: loggedUnit(place.siblings, actualSets),
    notSaved: notSaved?.setId === setId,
  }
}

function isEqual(one: OwnPart, other: OwnPart): boolean {
  return (
    one.actual === other.actual &&
    one.draft === other.draft &&
    one.above === other.above &&
    isSame(one.carried, other.carried) &&
    one.loggedUnit === other.loggedUnit &&
    one.notSaved === other.notSaved
  )
}
