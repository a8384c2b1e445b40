import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useSession, useSettings } from '../../store/hooks.ts'
import { exerciseIdsNow } from '../../sync/session/setIdentity.ts'
import { sessionRows } from './sessionRows.ts'
import type { ExerciseRows } from './sessionRows.ts'

/**
 * The rows. They change with the plan, with the lifter's changes of the session, and with sets logged as another exercise: not with every
 * ✓.
 */
export function useExercises(): readonly ExerciseRows[] {
  const plan = useSession((session) => session.plan)
  const addedSets = useSession((session) => session.addedSets)
  const removedSetIds = useSession((session) => session.removedSetIds)
  const shape = useSession(
    useShallow(({ addedExercises, swaps, removedExercises, exerciseOrder, setTypes }) => ({
      addedExercises,
      swaps,
      removedExercises,
      exerciseOrder,
      setTypes,
    })),
  )
  const unit = useSettings((settings) => settings.unit)
  const exerciseIds = useMemo(() => exerciseIdsNow(plan, { addedSets, ...shape }), [plan, addedSets, shape])
  const beside = useSession(
    useShallow((session) => Object.values(session.actualSets).filter(({ id, exerciseId }) => exerciseIds.get(id) !== exerciseId)),
  )
  return useMemo(
    () => sessionRows(plan, addedSets, removedSetIds, beside, shape, unit),
    [plan, addedSets, removedSetIds, beside, shape, unit],
  )
}
