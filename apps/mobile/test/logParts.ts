import type { ActualSet, Plan, PlannedExercise, Session } from '@holdfast/contract'
import { foldEvents, type SessionLog } from '../sync/session/sessionLog.ts'
import type { LifterEvent } from '../sync/session/lifterEvent.ts'
import { unplannedSession } from '../sync/session/unplannedSession.ts'

/** Parts of logs under names that can be read, for what is computed of them. */

/** So many minutes after 08:00 of a Friday. */
export const minute = (minutes: number): string => new Date(Date.UTC(2027, 0, 15, 8) + minutes * 60_000).toISOString()

export const kg = (value: number) => ({ value, unit: 'kg' }) as const

export const setOf = (id: string, more: Partial<ActualSet> = {}): ActualSet => ({
  id,
  exerciseId: 'squat',
  plannedSetId: id,
  setType: 'working',
  setOrder: 0,
  weight: kg(100),
  reps: 5,
  rpe: null,
  completedAt: minute(1),
  logged_at: minute(1),
  ...more,
})

export const plannedOf = (exerciseId: string, order: number, setIds: readonly string[]): PlannedExercise => ({
  id: `place of ${exerciseId}`,
  exerciseId,
  name: exerciseId.toUpperCase(),
  order,
  restSeconds: null,
  notes: '',
  sets: setIds.map((id) => ({ id, setType: 'working', isAmrap: false, reps: 5, weight: null, targetRpe: null })),
})

/** Two sets of squats and one of presses. */
const PLAN: Plan = [plannedOf('squat', 0, ['s1', 's2']), plannedOf('press', 1, ['p1'])]

export const sessionOf = (more: Partial<Session> = {}): Session => ({
  ...unplannedSession('lower', 'Lower A', '2027-01-15'),
  plan: PLAN,
  version: 5,
  ...more,
})

type Distributed<Event> = Event extends unknown ? Omit<Event, 'sessionId'> : never
export type About = Distributed<LifterEvent>

/** An event about the session of `sessionOf`. */
export const event = (about: About): LifterEvent => ({ sessionId: 'lower', ...about }) as LifterEvent

export const started = (session: Session = sessionOf(), startedAt = minute(0)): LifterEvent =>
  event({ kind: 'sessionStarted', session, startedAt })

/** The log of a session that was started, after these events. */
export function logAfter(...events: readonly About[]): SessionLog {
  return foldEvents([started(), ...events.map(event)]).logs['lower']!
}
