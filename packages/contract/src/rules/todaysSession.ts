import type { Session } from '../session.ts'

export type Today = {
  /** What the Today screen is about; null when nothing is planned for today. */
  today: Session | null
  /** The next planned session after today. */
  next: Session | null
}

/**
 * The session to lift on a local day: the one in progress, else the one planned for that day, else the one done or
 * skipped that day, else the latest that was missed.
 */
export function todaysSession(sessions: readonly Session[], on: string): Today {
  const byDay = [...sessions].sort((a, b) => a.scheduledOn.localeCompare(b.scheduledOn) || a.id.localeCompare(b.id))
  const planned = byDay.filter((session) => session.status === 'planned')
  const today =
    byDay.findLast((session) => session.status === 'in_progress') ??
    planned.find((session) => session.scheduledOn === on) ??
    byDay.findLast((session) => session.scheduledOn === on) ??
    planned.findLast((session) => session.scheduledOn < on) ??
    null
  const next = planned.find((session) => session.scheduledOn > on && session !== today) ?? null
  return { today, next }
}
