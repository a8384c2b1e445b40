import { inKilograms, type ActualSet } from '@holdfast/contract'
import { e1rmKg } from './e1rm.ts'
import { volumeKg, type History, type HistoryEntry } from './history.ts'

/** One exercise in one session. There is none for a session that was skipped, or that did not include the exercise. */
export type ExerciseSession = {
  entry: HistoryEntry
  /** In the order they were lifted. */
  sets: readonly ActualSet[]
  /** The set with the highest estimate, and the estimate in kilograms; null without one. */
  best: { set: ActualSet; e1rmKg: number } | null
  volumeKg: number
}

/** One exercise over time, the newest session first. `name` is null when no session has one. */
export type ExerciseHistory = { name: string | null; sessions: readonly ExerciseSession[]; bests: PersonalBests }

/** The best results, each with its session; null where there is none. */
export type PersonalBests = {
  e1rm: { session: ExerciseSession; kg: number } | null
  heaviest: { session: ExerciseSession; set: ActualSet } | null
  volume: { session: ExerciseSession; kg: number } | null
}

/** One point of a chart. `kg` in kilograms, `atMs` Unix epoch. */
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

/** The best results of these sessions. Of two equal ones, the first counts. */
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

/** The load of a set in kilograms; 0 for a warm-up and for a set without reps. */
function loadKg({ setType, weight, reps }: ActualSet): number {
  return setType === 'warmup' || !weight || !reps ? 0 : inKilograms(weight)
}
