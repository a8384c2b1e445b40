import { comparable, inKilograms, type ActualSet, type Session } from '@holdfast/contract'
import type { SessionView } from '../session/overlay.ts'
import { lengthMs } from '../session/workoutTimes.ts'

/** One session that is over, with what a list shows of it. */
export type HistoryEntry = {
  session: SessionView
  /** Its day, `YYYY-MM-DD`; the same in every time zone. */
  day: string
  /** Its position in a chart (Unix epoch, ms): when it began, moved into its day of the local calendar if necessary. */
  atMs: number
  facts: SessionFacts
}

/** What can be computed from a session alone. Volumes in kilograms; warm-ups do not count. */
export type SessionFacts = {
  /** Null when the session has no usable times. */
  durationMs: number | null
  volumeKg: number
  sets: number
  /** The exercises that were done, in their order. */
  exercises: readonly { exerciseId: string; name: string | null }[]
  /** Title and exercises in lower case, for the search. */
  searched: string
}

/** Every session that is over, the newest day first. Within a day, the one that began last is first. */
export type History = { entries: readonly HistoryEntry[]; names: ReadonlyMap<string, string> }

const factsOf = new WeakMap<Session, SessionFacts>()

/** The history of these sessions. O(n log n) for the order; the facts of a session are computed once per object. */
export function historyFrom(sessions: readonly SessionView[]): History {
  const entries = sessions
    .filter(({ status }) => status === 'completed' || status === 'skipped')
    .map(entryOf)
    .sort(newestFirst)
  return { entries, names: namesIn(entries) }
}

/** The facts of a session, computed once per object. */
export function sessionFacts(session: Session): SessionFacts {
  const known = factsOf.get(session)
  if (known) return known
  const facts = factsFrom(session)
  factsOf.set(session, facts)
  return facts
}

/** The kilograms lifted, without warm-ups. */
export function volumeKg(sets: readonly ActualSet[]): number {
  return sets.reduce((kg, { setType, weight, reps }) => kg + (setType === 'warmup' || !weight ? 0 : inKilograms(weight) * (reps ?? 0)), 0)
}

/** The entries whose title or exercises contain every word of the search. */
export function searchHistory(entries: readonly HistoryEntry[], search: string): readonly HistoryEntry[] {
  const words = comparable(search).split(' ').filter(Boolean)
  return words.length === 0 ? entries : entries.filter(({ facts }) => words.every((word) => facts.searched.includes(word)))
}

function factsFrom({ status, title, plan, actualSets, startedAt, completedAt }: Session): SessionFacts {
  const done = status === 'completed' ? actualSets : []
  const planned = new Map(plan.map(({ exerciseId, name }) => [exerciseId, name]))
  const exercises = new Map<string, string | null>()
  for (const { exerciseId, exerciseName } of [...done].sort((a, b) => a.setOrder - b.setOrder))
    exercises.set(exerciseId, exercises.get(exerciseId) ?? exerciseName ?? planned.get(exerciseId) ?? null)
  // A skipped session is found by its planned exercises.
  const searched = status === 'skipped' ? [...planned.values()] : [...exercises.values()]
  return {
    durationMs: status === 'completed' ? lengthMs({ startedAt, completedAt }) : null,
    volumeKg: volumeKg(done),
    sets: done.filter(({ setType }) => setType !== 'warmup').length,
    exercises: [...exercises].map(([exerciseId, name]) => ({ exerciseId, name })),
    searched: comparable([title, ...searched].join('\n')),
  }
}

/** The latest name of each exercise. */
function namesIn(entries: readonly HistoryEntry[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { session, facts } of entries)
    for (const { exerciseId, name } of [...facts.exercises, ...session.plan])
      if (name !== null && !names.has(exerciseId)) names.set(exerciseId, name)
  return names
}

function entryOf(session: SessionView): HistoryEntry & { begunMs: number } {
  const { startedAt, scheduledOn: day, status } = session
  const at = (clock: string) => Date.parse(`${day}T${clock}`)
  const begunMs = status === 'completed' && startedAt !== null ? Date.parse(startedAt) : at('12:00:00')
  // It may have been lifted in another time zone, or on another day than planned.
  const atMs = Math.min(Math.max(begunMs, at('00:00:00')), at('23:59:59.999'))
  return { session, day, atMs, begunMs, facts: sessionFacts(session) }
}

function newestFirst(a: { day: string; begunMs: number }, b: { day: string; begunMs: number }): number {
  return a.day === b.day ? b.begunMs - a.begunMs : a.day < b.day ? 1 : -1
}
