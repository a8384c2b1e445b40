import { exerciseIdOf, uuidOf, type ActualSet, type Session } from '@holdfast/contract'
import type { ExportedWorkout } from './workouts.ts'

/**
 * A workout of another app as a finished session outside any programme. Every id is derived from the file, so the same workout is the same
 * session on every device and in every import. The id uses the wall clock, which is the same in every time zone.
 */
export function importedSession(workout: ExportedWorkout): Session {
  const id = importedSessionId(workout)
  // The stamp is as old as the workout: whatever is logged in this session on a device is newer.
  const at = workout.endedAt
  const nth = new Map<string, number>()
  const actualSets = workout.sets.map(({ exercise, setType, weight, reps, rpe, completedAt = at }, setOrder): ActualSet => {
    const exerciseId = exerciseIdOf(exercise)
    const n = nth.get(exerciseId) ?? 0
    nth.set(exerciseId, n + 1)
    return {
      id: uuidOf(`${id}/${exerciseId}/${n}`),
      exerciseId,
      exerciseName: exercise,
      plannedSetId: null,
      setType,
      setOrder,
      weight,
      reps,
      rpe,
      completedAt,
      logged_at: at,
    }
  })
  return {
    id,
    title: workout.title,
    programme: null,
    scheduledOn: workout.day,
    status: 'completed',
    plan: [],
    planVersion: 1,
    actualSets,
    sessionRpe: workout.sessionRpe,
    notes: workout.notes,
    startedAt: workout.startedAt,
    completedAt: workout.endedAt,
    skipReason: null,
    logged_at: at,
    version: 0,
    revisionCount: 0,
  }
}

/** The session id of an imported workout, derived from its local start and its title. */
export function importedSessionId({ local, title }: Pick<ExportedWorkout, 'local' | 'title'>): string {
  return uuidOf(`import/${local}/${title}`)
}

/**
 * A text that is equal for workouts with the same content. When they were logged, and the time zone of the device, make no difference. An
 * exercise is compared by its name, as in a file: a plan may have given it another id.
 */
export function contentOf(session: Pick<Session, 'actualSets' | 'notes' | 'startedAt' | 'completedAt' | 'plan'>): string {
  const byName = new Map(session.plan.map(({ exerciseId, name }) => [exerciseId, exerciseIdOf(name)]))
  const sets = [...session.actualSets]
    .sort((a, b) => a.setOrder - b.setOrder)
    .map(({ exerciseId, setType, weight, reps, rpe }) => [
      byName.get(exerciseId) ?? exerciseId,
      setType,
      weight?.value ?? null,
      weight?.unit ?? null,
      reps,
      rpe,
    ])
  const lastedMs = Date.parse(session.completedAt ?? '') - Date.parse(session.startedAt ?? '')
  return JSON.stringify([session.notes, lastedMs, sets])
}
