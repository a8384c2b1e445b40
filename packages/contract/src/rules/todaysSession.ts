import type { Session } from '../session.ts'

/** The answer of `todaysSession`. */
export type Today = {
  /** The session of the Today screen. Null if there is none. */
  today: Session | null
  /** The next session to do, on a later day. Null if there is none. */
  next: Session | null
}

/**
 * The session to lift on the local day `on` (`YYYY-MM-DD`). In this order: the one in progress with a set, the one to do that day, the one
 * done or skipped that day, the latest one missed, one of a later day that was started. A started session without a set counts as planned,
 * because the start may be a mistake.
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
