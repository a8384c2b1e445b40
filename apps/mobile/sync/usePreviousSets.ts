import type { ActualSet, Session } from '@holdfast/contract'
import { useCallback } from 'react'
import type { Programme } from './programme.ts'
import { useProgramme } from './useProgramme.ts'

/** For each planned set of a session, the same set of the same exercise the last time it was done. Works offline. */
export function usePreviousSets(sessionId: string): Readonly<Record<string, ActualSet>> {
  const select = useCallback(
    (programme: Programme) => previousSets(Object.values(programme.sessions), programme.sessions[sessionId]),
    [sessionId],
  )
  return useProgramme(select).data ?? none
}

const none: Readonly<Record<string, ActualSet>> = {}

/** Pure: set n of its type in an exercise is compared with set n of that type in the last finished session that had the exercise. */
export function previousSets(sessions: readonly Session[], session: Session | undefined): Readonly<Record<string, ActualSet>> {
  if (!session) return none
  const finished = sessions
    .filter((other) => other.status === 'completed' && other.id !== session.id && other.completedAt !== null)
    .sort((a, b) => Date.parse(b.completedAt!) - Date.parse(a.completedAt!))
  const previous: Record<string, ActualSet> = {}
  for (const exercise of session.plan) {
    const last = finished.map((other) => setsOf(other, exercise.exerciseId)).find((sets) => sets.length > 0) ?? []
    for (const setType of new Set(exercise.sets.map((set) => set.setType))) {
      const then = last.filter((set) => set.setType === setType)
      exercise.sets
        .filter((set) => set.setType === setType)
        .forEach((set, index) => {
          const same = then[index]
          if (same) previous[set.id] = same
        })
    }
  }
  return previous
}

const setsOf = (session: Session, exerciseId: string): ActualSet[] =>
  session.actualSets.filter((set) => set.exerciseId === exerciseId).sort((a, b) => a.setOrder - b.setOrder)
