import type { Weight } from '@holdfast/contract'
import { useSession } from '../../store/hooks.ts'
import { useCells, useLogger } from './loggerContext.ts'
import { loggedUnit, withBases } from './exerciseUnits.ts'
import type { ExerciseRows, SetPlace } from './sessionRows.ts'

/** The unit that the lifter chose for an exercise, by the switch or by logging in it; null while it is the plan's. */
export function useChosenUnit({ exerciseKey, siblings }: Pick<SetPlace, 'exerciseKey' | 'siblings'>): Weight['unit'] | null {
  const chosen = useCells((cells) => cells.units[exerciseKey])
  const logged = useSession(({ actualSets }) => loggedUnit(siblings, actualSets))
  return chosen ?? logged
}

/** The unit in the header of the weight column: chosen, else proposed, else the lifter's. */
export function useColumnUnit({ key, unit, warmups, sets }: ExerciseRows): Weight['unit'] {
  const { lastTime } = useLogger()
  const siblings = (sets[0] ?? warmups[0])?.siblings ?? []
  const chosen = useChosenUnit({ exerciseKey: key, siblings })
  const proposed = withBases(siblings, lastTime).find(({ base }) => base)?.base?.unit
  return chosen ?? proposed ?? unit
}
