import type { ActualSet, Session, SetType } from '@holdfast/contract'

/** One exercise in one place of a session, as it is lifted now: its sets in order. */
export type Lifted = { exerciseId: string; warmups: readonly LiftedSet[]; sets: readonly LiftedSet[] }
type LiftedSet = { setId: string; setType: SetType }

/**
 * For each set of a session, the set it is compared with. Pure. Set n of its kind in a place is compared with set n of that kind in the
 * same place, in the last workout that had one. "Same place" is the nth place of the exercise, if that workout had as many places of it. If
 * not, the sets of the exercise are counted through all its places. Workouts that began after the one on screen do not count. A session on
 * screen that is not finished counts as the latest.
 */
export function previousSets(
  sessions: readonly Session[],
  sessionId: string,
  exercises: readonly Lifted[],
): Readonly<Record<string, ActualSet>> {
  const earlier = finishedBefore(sessions, sessionId)
  const previous: Record<string, ActualSet> = {}
  for (const [exerciseId, places] of placesByExercise(exercises)) {
    const workouts = earlier.map((session) => placesThen(session, exerciseId)).filter((then) => then.flat().length > 0)
    places.forEach((now, at) => {
      for (const kind of new Set(now.map(kindOf))) {
        const isKind = (set: { setType: SetType }): boolean => kindOf(set) === kind
        const before = places.slice(0, at).flat().filter(isKind).length
        const compared = workouts
          .map((then) => (then.length === places.length ? then[at]!.filter(isKind) : then.flat().filter(isKind).slice(before)))
          .find((sets) => sets.length > 0)
        now.filter(isKind).forEach(({ setId }, index) => {
          const same = compared?.[index]
          if (same) previous[setId] = same
        })
      }
    })
  }
  return previous
}

/** A set to failure is a working set. A warm-up or a drop set says nothing about the weight of one. */
function kindOf({ setType }: { setType: SetType }): 'warmup' | 'working' | 'drop' {
  return setType === 'failure' ? 'working' : setType
}

/** The finished workouts that began before this session, the latest first. */
function finishedBefore(sessions: readonly Session[], sessionId: string): Session[] {
  const shown = sessions.find(({ id }) => id === sessionId)
  const untilMs = shown?.status === 'completed' ? begunMs(shown) : Infinity
  return sessions
    .filter((other) => other.status === 'completed' && other.id !== sessionId && begunMs(other) < untilMs)
    .sort((a, b) => begunMs(b) - begunMs(a))
}

function begunMs({ startedAt, completedAt, scheduledOn }: Session): number {
  return Date.parse(startedAt ?? completedAt ?? scheduledOn)
}

function placesByExercise(exercises: readonly Lifted[]): ReadonlyMap<string, readonly (readonly LiftedSet[])[]> {
  const places = new Map<string, (readonly LiftedSet[])[]>()
  for (const { exerciseId, warmups, sets } of exercises) places.set(exerciseId, [...(places.get(exerciseId) ?? []), [...warmups, ...sets]])
  return places
}

/** The sets of an exercise, by the places it had in a workout. Added sets belong to its last place. */
function placesThen({ plan, actualSets }: Session, exerciseId: string): readonly (readonly ActualSet[])[] {
  const sets = actualSets.filter((set) => set.exerciseId === exerciseId).sort((a, b) => a.setOrder - b.setOrder)
  const places = [...plan]
    .sort((a, b) => a.order - b.order)
    .map((place) => {
      const ids = new Set(place.sets.map(({ id }) => id))
      return {
        isOwn: place.exerciseId === exerciseId,
        sets: sets.filter(({ plannedSetId }) => plannedSetId !== null && ids.has(plannedSetId)),
      }
    })
    .filter((place) => place.isOwn || place.sets.length > 0)
    .map((place) => place.sets)
  const added = sets.filter((set) => !places.flat().includes(set))
  return [...places.slice(0, -1), [...(places.at(-1) ?? []), ...added]]
}
