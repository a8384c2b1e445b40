import type { ActualSet, Weight } from '@holdfast/contract'
import { useSession } from '../../store/hooks.ts'
import type { SessionState } from '../../store/sessionStore.ts'
import { useCells, useLogger } from './loggerContext.ts'
import type { ExerciseRows, PlannedSibling, SetPlace } from './sessionRows.ts'
import type { OwnWeight, Sibling } from './spread.ts'

/** The unit the lifter chose for an exercise: by the switch, or by logging in it; null while it is the plan's. */
export function useChosenUnit({ exerciseKey, siblings }: Pick<SetPlace, 'exerciseKey' | 'siblings'>): Weight['unit'] | null {
  const chosen = useCells((cells) => cells.units[exerciseKey])
  const logged = useSession(({ actualSets }) => loggedUnit(siblings, actualSets))
  return chosen ?? logged
}

/** The unit over the column of weights: chosen, else proposed, else the lifter's own. */
export function useColumnUnit({ key, unit, warmups, sets }: ExerciseRows): Weight['unit'] {
  const { lastTime } = useLogger()
  const siblings = (sets[0] ?? warmups[0])?.siblings ?? []
  const chosen = useChosenUnit({ exerciseKey: key, siblings })
  const proposed = withBases(siblings, lastTime).find(({ base }) => base)?.base?.unit
  return chosen ?? proposed ?? unit
}

/** The unit of the last logged set with a weight, where it is not the plan's own. */
export function loggedUnit(siblings: readonly PlannedSibling[], actualSets: Readonly<Record<string, ActualSet>>): Weight['unit'] | null {
  const last = siblings.findLast(({ setId }) => actualSets[setId]?.weight)
  const unit = (last && actualSets[last.setId]?.weight?.unit) ?? null
  return unit === last?.weight?.unit ? null : unit
}

/** The sets of an exercise with what each proposes by itself; an added one proposes what stands above it. */
export function withBases(siblings: readonly PlannedSibling[], lastTime: Readonly<Record<string, ActualSet>>): Sibling[] {
  let above: Weight | null = null
  return siblings.map(({ setId, isWarmup, weight, added }) => {
    const base: Weight | null = weight ?? lastTime[setId]?.weight ?? (added ? above : null)
    above = base
    return { setId, isWarmup, base }
  })
}

/** The weights sets have of their own: the log is the authority over a logged one. */
export function ownWeights({ actualSets, drafts }: Pick<SessionState, 'actualSets' | 'drafts'>): OwnWeight {
  return (setId) => {
    const actual = actualSets[setId]
    return actual ? actual.weight : (drafts[setId]?.weight ?? null)
  }
}
