import { plannedSetsOf } from '@holdfast/contract'
import type { ActualSet } from '@holdfast/contract'
import { isoOf } from '@holdfast/contract'
import type { ProgrammeSession } from './programme.ts'

/** A session as it was lifted. */
export type LiftedSession = { startedAt: string; completedAt: string; sessionRpe: number; notes: string; actualSets: ActualSet[] }

const SET_SECONDS = 45
const NOTES = [
  '',
  'Slept well, everything moved fast.',
  '',
  'Left hip tight in the warm-up, fine after.',
  '',
  'Last set was a grind. Good grind.',
]

/** A plausible log of a plan, starting at 17:30 UTC. `index` varies it; the same index gives the same log. */
export function liftedSession({ plan, scheduledOn }: ProgrammeSession, index: number): LiftedSession {
  const startMs = Date.parse(`${scheduledOn}T17:30:00Z`) + (index % 3) * 7 * 60_000
  let atMs = startMs
  const exerciseOf = new Map(plan.flatMap((exercise) => exercise.sets.map((set) => [set.id, exercise] as const)))
  const actualSets = plannedSetsOf(plan).map((set, setOrder): ActualSet => {
    const exercise = exerciseOf.get(set.id)
    if (!exercise) throw new Error(`the planned set ${set.id} belongs to no exercise`)
    const restSeconds = set.setType === 'warmup' ? 60 : (exercise.restSeconds ?? 90)
    atMs += (SET_SECONDS + restSeconds + ((index * 7 + setOrder * 11) % 20)) * 1000
    return {
      id: set.id,
      exerciseId: exercise.exerciseId,
      exerciseName: exercise.name,
      plannedSetId: set.id,
      setType: set.setType,
      setOrder,
      weight: set.weight,
      reps: repsLifted(set.reps ?? 0, set.isAmrap, set.weight === null, index + setOrder),
      rpe: set.targetRpe === null ? null : Math.min(10, set.targetRpe + ((index + setOrder) % 3 === 0 ? 0.5 : 0)),
      completedAt: isoOf(atMs),
      logged_at: isoOf(atMs),
    }
  })
  return {
    startedAt: isoOf(startMs),
    completedAt: isoOf(atMs + 60_000),
    sessionRpe: 7.5 + (index % 3) * 0.5,
    notes: NOTES[index % NOTES.length] ?? '',
    actualSets,
  }
}

// With a bar, an AMRAP set has a few repetitions more than planned. With body weight, the repetitions fall from set to set.
function repsLifted(planned: number, isAmrap: boolean, bodyweight: boolean, variation: number): number {
  if (!isAmrap) return planned
  return bodyweight ? planned + 1 - (variation % 3) : planned + 2 + (variation % 3)
}
