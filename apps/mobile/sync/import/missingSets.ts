import { inKilograms, SETS_PER_SESSION_MAX, uuidOf, type ActualSet, type Session } from '@holdfast/contract'
import { isSameWeight } from '../session/sameLift.ts'
import type { WorkoutHere } from './workoutsHere.ts'

/** All sets of a workout, with those that the file adds, in the order they were lifted. `missing` is how many the file adds. */
export type Addition = { sessionId: string; actualSets: readonly ActualSet[]; missing: number }

/**
 * The sets of a file that are missing in a workout on this device, because an earlier import could not read them. A set that was changed on
 * this device is not missing. Null when nothing is missing, when there would be too many sets, and for a workout in progress.
 */
export function additionOf(here: WorkoutHere, session: Session): Addition | null {
  if (here.completedAt === null) return null
  const end = here.completedAt
  const ours = [...here.actualSets].sort((a, b) => a.setOrder - b.setOrder)
  const theirs = session.actualSets
  const places = placesOf(ours, theirs)
  const missing = theirs.length - places.length
  // Under another name, it counts as the same workout only if all its sets are in the file.
  const isSure = here.id === session.id || places.length === ours.length
  if (missing === 0 || !isSure || ours.length + missing > SETS_PER_SESSION_MAX) return null
  const idOf = addedIds(here.id)
  const added = (set: ActualSet): ActualSet => ({ ...set, id: idOf(set), completedAt: end, logged_at: end })
  // Our sets that are in the file keep their order; those that are not come last.
  const own = [...ours]
  const merged = [...theirs.map((set, at) => (places.includes(at) ? own.shift()! : added(set))), ...own]
  return { sessionId: here.id, actualSets: merged.map((set, setOrder) => ({ ...set, setOrder })), missing }
}

/** The positions of our sets in the file. Equal sets are matched first, then changed ones, the less changed first. */
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
  // Both kind and weight differ from the file: the set with the nearest weight is the most likely one.
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

/**
 * Ids of added sets, derived from their content, so they are the same on every device. The ids that the file would give belong to the sets
 * that were read before.
 */
function addedIds(sessionId: string): (set: ActualSet) => string {
  const counts = new Map<string, number>()
  return (set) => {
    const key = contentKey(set)
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return uuidOf(`${sessionId}/added/${key}/${nth}`)
  }
}
