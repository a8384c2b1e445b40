import type { Session } from '../session.ts'

export type Today = {
  /** What the Today screen is about; null when nothing is planned for today. */
  today: Session | null
  /** The next planned session after today. */
  next: Session | null
}

/**
 * The session to lift on a local day: the one in progress, else the one to do that day, else the one done or skipped that day, else the
 * latest that was missed, else one of a later day that was started. A start without a set may be a mistake: it counts as planned, and hides
 * no other session.
 */
export function todaysSession(sessions: readonly Session[], on: string): Today {
  const byDay = [...sessions].sort((a, b) => a.scheduledOn.localeCompare(b.scheduledOn) || a.id.localeCompare(b.id))
  const isStarted = ({ status }: Session) => status === 'in_progress'
  const toDo = byDay.filter((session) => session.status === 'planned' || (isStarted(session) && session.actualSets.length === 0))
  const thatDay = toDo.filter(({ scheduledOn }) => scheduledOn === on)
  const today =
    byDay.findLast((session) => isStarted(session) && session.actualSets.length > 0) ??
    thatDay.find(isStarted) ??
    thatDay[0] ??
    byDay.findLast(({ scheduledOn }) => scheduledOn === on) ??
    toDo.findLast(({ scheduledOn }) => scheduledOn < on) ??
    toDo.find(isStarted) ??
    null
  const next = toDo.find((session) => session.scheduledOn > on && session !== today) ?? null
  return { today, next }
}
