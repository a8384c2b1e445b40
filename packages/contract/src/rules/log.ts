import type { Log } from '../operation.ts'

/** Whether two logs say the same was lifted. When they were logged, and against which plan, makes no difference to the lifter. */
export function saysTheSame(a: Log, b: Log): boolean {
  return contentOf(a) === contentOf(b)
}

function contentOf(log: Log): string {
  const sets = [...log.actualSets]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((set) => [
      set.id,
      set.exerciseId,
      set.exerciseName ?? null,
      set.plannedSetId,
      set.setType,
      set.setOrder,
      set.weight?.value ?? null,
      set.weight?.unit ?? null,
      set.reps,
      set.rpe,
      set.completedAt,
    ])
  return JSON.stringify([log.startedAt, log.completedAt, log.sessionRpe, log.notes, sets])
}
