import type { ActualSet, Weight } from '@holdfast/contract'
import type { SessionState } from '../../store/sessionStore.ts'
import type { PlannedSibling } from './sessionRows.ts'
import type { OwnWeight, Sibling } from './spread.ts'

/** The unit of the last logged set with a weight, if it is not the unit of the plan. */
export function loggedUnit(siblings: readonly PlannedSibling[], actualSets: Readonly<Record<string, ActualSet>>): Weight['unit'] | null {
  const last = siblings.findLast(({ setId }) => actualSets[setId]?.weight)
  const unit = (last && actualSets[last.setId]?.weight?.unit) ?? null
  return unit === last?.weight?.unit ? null : unit
}

/** The sets of an exercise with what each proposes by itself; an added set proposes the set above it. */
export function withBases(siblings: readonly PlannedSibling[], lastTime: Readonly<Record<string, ActualSet>>): Sibling[] {
  let above: Weight | null = null
  return siblings.map(({ setId, isWarmup, weight, added }) => {
    const base: Weight | null = weight ?? lastTime[setId]?.weight ?? (added ? above : null)
    above = base
    return { setId, isWarmup, base }
  })
}

/** The weights that sets have themselves, logged or typed: for a logged set the log decides. */
export function ownWeights({ actualSets, drafts }: Pick<SessionState, 'actualSets' | 'drafts'>): OwnWeight {
  return (setId) => {
    const actual = actualSets[setId]
    return actual ? actual.weight : (drafts[setId]?.weight ?? null)
  }
}
