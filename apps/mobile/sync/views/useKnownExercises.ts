import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useEngine } from './engineContext.ts'
import { knownExercises, type KnownExercise } from '../session/knownExercises.ts'
import type { Programme } from '../server/programme.ts'
import { useProgramme } from './useProgramme.ts'

/** The exercises this lifter knows, from the programme and the logs of this device. */
export function useKnownExercises(): readonly KnownExercise[] {
  const { logs } = useEngine()
  const current = useSyncExternalStore(logs.subscribe, logs.current, logs.current)
  const select = useCallback((programme: Programme) => Object.values(programme.sessions), [])
  const { data: sessions } = useProgramme(select)
  return useMemo(() => knownExercises(sessions ?? [], Object.values(current.logs).reverse()), [sessions, current])
}
