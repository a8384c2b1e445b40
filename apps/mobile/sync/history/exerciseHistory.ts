import { inKilograms, type ActualSet } from '@holdfast/contract'
import { e1rmKg } from './e1rm.ts'
import { volumeKg, type History, type HistoryEntry } from './history.ts'

/** One exercise in one session. A session that was skipped, or in which it was not done, is no zero: it is not here. */
export type ExerciseSession = {
  entry: HistoryEntry
  /** In the order they were lifted. */
  sets: readonly ActualSet[]
  /** The set with the highest estimate, and the estimate in kilograms; null without one. */
  best: { set: ActualSet; e1rmKg: number } | null
  volumeKg: number
}

/** One exercise through time. */
export type ExerciseHistory = { name: string | null; sessions: readonly ExerciseSession[]; bests: PersonalBests }

/** What stands as the best ever, each with the session it was done in; null where nothing can be compared. */
export type PersonalBests = {
  e1rm: { session: ExerciseSession; kg: number } | null
  heaviest: { session: ExerciseSession; set: ActualSet } | null
  volume: { session: ExerciseSession; kg: number } | null
}

/** One point over time; newest last. `kg` in kilograms, `atMs` Unix epoch. */
export type Point = { atMs: number; kg: number; session: ExerciseSession }

/** Every session in which the exercise was done, newest first. O(n) over the sessions. */
export function exerciseHistory({ entries, names }: History, exerciseId: string): ExerciseHistory {
  const sessions = entries
    .filter(({ facts }) => facts.exercises.some((exercise) => exercise.exerciseId === exerciseId))
    .map((entry) => exerciseSession(entry, exerciseId))
  return { name: names.get(exerciseId) ?? null, sessions, bests: personalBests(sessions) }
}

/** The best estimate of each session that has one, oldest first. */
export function e1rmSeries(sessions: readonly ExerciseSession[]): Point[] {
  return sessions.flatMap((session) => (session.best ? [{ atMs: session.entry.atMs, kg: session.best.e1rmKg, session }] : [])).reverse()
}

/** The volume of each session with a load, oldest first. */
export function volumeSeries(sessions: readonly ExerciseSession[]): Point[] {
  return sessions
    .flatMap((session) => (session.volumeKg > 0 ? [{ atMs: session.entry.atMs, kg: session.volumeKg, session }] : []))
    .reverse()
}

/** The bests of these sessions. What was equalled later stays with the first. */
export function personalBests(sessions: readonly ExerciseSession[]): PersonalBests {
  const bests: PersonalBests = { e1rm: null, heaviest: null, volume: null }
  for (const session of [...sessions].reverse()) {
    if (session.best && session.best.e1rmKg > (bests.e1rm?.kg ?? 0)) bests.e1rm = { session, kg: session.best.e1rmKg }
    if (session.volumeKg > (bests.volume?.kg ?? 0)) bests.volume = { session, kg: session.volumeKg }
    for (const set of session.sets) if (loadKg(set) > (bests.heaviest ? loadKg(bests.heaviest.set) : 0)) bests.heaviest = { session, set }
  }
  return bests
}

function exerciseSession(entry: HistoryEntry, exerciseId: string): ExerciseSession {
  const sets = entry.session.actualSets.filter((set) => set.exerciseId === exerciseId).sort((a, b) => a.setOrder - b.setOrder)
  let best: ExerciseSession['best'] = null
  for (const set of sets) {
    const estimate = e1rmKg(set)
    if (estimate !== null && estimate > (best?.e1rmKg ?? 0)) best = { set, e1rmKg: estimate }
  }
  return { entry, sets, best, volumeKg: volumeKg(sets) }
}

/** What was lifted at least once, warm-ups left out. */
function loadKg({ setType, weight, reps }: ActualSet): number {
  return setType === 'warmup' || !weight || !reps ? 0 : inKilograms(weight)
}
