import type { ActualSet, Session, SetType } from '@holdfast/contract'
import { useCallback } from 'react'
import type { Programme } from './programme.ts'
import { useProgramme } from './useProgramme.ts'

/** One exercise of a session as it is lifted now: its sets in order. */
export type Lifted = { exerciseId: string; warmups: readonly LiftedSet[]; sets: readonly LiftedSet[] }
type LiftedSet = { setId: string; setType: SetType }

/** For each set of a session, the same set of the same exercise the last time it was done. Works offline. */
export function usePreviousSets(sessionId: string, exercises: readonly Lifted[]): Readonly<Record<string, ActualSet>> {
  const select = useCallback(
    (programme: Programme) => previousSets(Object.values(programme.sessions), sessionId, exercises),
    [sessionId, exercises],
  )
  return useProgramme(select).data ?? none
}

const none: Readonly<Record<string, ActualSet>> = {}

/** Pure: set n of its type in an exercise is compared with set n of that type in the last finished session that had the exercise. */
export function previousSets(
  sessions: readonly Session[],
  sessionId: string,
  exercises: readonly Lifted[],
): Readonly<Record<string, ActualSet>> {
  const finished = sessions
    .filter((other) => other.status === 'completed' && other.id !== sessionId && other.completedAt !== null)
    .sort((a, b) => Date.parse(b.completedAt!) - Date.parse(a.completedAt!))
  const previous: Record<string, ActualSet> = {}
  for (const { exerciseId, warmups, sets } of exercises) {
    const now = [...warmups, ...sets]
    const last = finished.map((other) => setsOf(other, exerciseId)).find((done) => done.length > 0) ?? []
    for (const setType of new Set(now.map((set) => set.setType))) {
      const then = last.filter((set) => set.setType === setType)
      now
        .filter((set) => set.setType === setType)
        .forEach(({ setId }, index) => {
          const same = then[index]
          if (same) previous[setId] = same
        })
    }
  }
  return previous
}

const setsOf = (session: Session, exerciseId: string): ActualSet[] =>
  session.actualSets.filter((set) => set.exerciseId === exerciseId).sort((a, b) => a.setOrder - b.setOrder)
