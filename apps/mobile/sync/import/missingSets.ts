import { inKilograms, SETS_PER_SESSION_MAX, uuidOf, type ActualSet, type Session } from '@holdfast/contract'
import { isSameWeight } from '../session/sameLift.ts'
import type { WorkoutHere } from './workoutsHere.ts'

/** A workout here and its sets with those of a file that are missing in it, in the order they were lifted. */
export type Addition = { sessionId: string; actualSets: readonly ActualSet[]; missing: number }

/**
 * The sets of a file that are missing in a workout here: an earlier import could not read them. A set that was changed here is not missing.
 * Null when nothing is missing, or too much for one workout, and of a workout that is in progress.
 */
export function additionOf(here: WorkoutHere, session: Session): Addition | null {
  if (here.completedAt === null) return null
  const end = here.completedAt
  const ours = [...here.actualSets].sort((a, b) => a.setOrder - b.setOrder)
  const theirs = session.actualSets
  const places = placesOf(ours, theirs)
  const missing = theirs.length - places.length
  // Under another name it is surely the same workout only where all of it is in the file.
  const isSure = here.id === session.id || places.length === ours.length
  if (missing === 0 || !isSure || ours.length + missing > SETS_PER_SESSION_MAX) return null
  const idOf = addedIds(here.id)
  const added = (set: ActualSet): ActualSet => ({ ...set, id: idOf(set), completedAt: end, logged_at: end })
  // Those of ours that are in the file keep their order among each other; those that are not come last.
  const own = [...ours]
  const merged = [...theirs.map((set, at) => (places.includes(at) ? own.shift()! : added(set))), ...own]
  return { sessionId: here.id, actualSets: merged.map((set, setOrder) => ({ ...set, setOrder })), missing }
}

/** Where in the file our sets stand: first those that are the same, then those that were changed here, the less changed first. */
function placesOf(ours: readonly ActualSet[], theirs: readonly ActualSet[]): number[] {
  const open = [...ours]
  const places: number[] = []
  for (const fits of [sameContent, sameAmount, sameKind])
    for (const [at, set] of theirs.entries()) {
      const own = places.includes(at) ? -1 : open.findIndex((one) => fits(one, set))
      if (own < 0) continue
      open.splice(own, 1)
      places.push(at)
    }
  // Of another kind and another weight than in the file: most likely the one whose weight is nearest.
  for (const set of open) {
    const free = theirs.flatMap((other, at) => (!places.includes(at) && sameExercise(other, set) ? [at] : []))
    const [nearest] = free.sort((a, b) => apart(theirs[a]!, set) - apart(theirs[b]!, set))
    if (nearest !== undefined) places.push(nearest)
  }
  return places
}

const kilograms = ({ weight }: ActualSet): number => (weight ? inKilograms(weight) : 0)
const apart = (a: ActualSet, b: ActualSet): number => Math.abs(kilograms(a) - kilograms(b))

const sameContent = (a: ActualSet, b: ActualSet): boolean => contentKey(a) === contentKey(b)
const sameExercise = (a: ActualSet, b: ActualSet): boolean => a.exerciseId === b.exerciseId
const sameKind = (a: ActualSet, b: ActualSet): boolean => sameExercise(a, b) && a.setType === b.setType
const sameAmount = (a: ActualSet, b: ActualSet): boolean => sameExercise(a, b) && a.reps === b.reps && isSameWeight(a, b)

function contentKey({ exerciseId, setType, weight, reps, rpe }: ActualSet): string {
  return JSON.stringify([exerciseId, setType, weight?.value ?? null, weight?.unit ?? null, reps, rpe])
}

/** Ids of added sets by what they say, the same on every device. Those the file would give are taken by the sets that were read before. */
function addedIds(sessionId: string): (set: ActualSet) => string {
  const counts = new Map<string, number>()
  return (set) => {
    const key = contentKey(set)
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return uuidOf(`${sessionId}/added/${key}/${nth}`)
  }
}
