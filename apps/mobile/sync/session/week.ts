import type { Session } from '@holdfast/contract'

/** One day of a week, and its state. */
export type WeekDay = {
  /** `YYYY-MM-DD`. */
  day: string
  state: 'rest' | 'planned' | 'going' | 'done' | 'skipped' | 'missed'
}

type Scheduled = Pick<Session, 'scheduledOn' | 'status'>

/** The week of a day, Monday first, with the state of each day. Pure. `on` is the lifter's local day. */
export function weekOf(sessions: readonly Scheduled[], on: string): WeekDay[] {
  return weekDays(on).map((day) => {
    const its = sessions.filter(({ scheduledOn }) => scheduledOn === day).map(({ status }) => status)
    return { day, state: stateOf(its, day < on) }
  })
}

/** The days of the week that contains a day, Monday first. */
export function weekDays(on: string): string[] {
  const today = Date.parse(on)
  const weekday = (new Date(today).getUTCDay() + 6) % 7
  return Array.from({ length: 7 }, (_, at) => new Date(today + (at - weekday) * DAY_MS).toISOString().slice(0, 10))
}

const DAY_MS = 86_400_000

/** Of several sessions on one day, the first of these states counts. */
function stateOf(statuses: readonly Session['status'][], isPast: boolean): WeekDay['state'] {
  if (statuses.includes('in_progress')) return 'going'
  if (statuses.includes('completed')) return 'done'
  if (statuses.includes('planned')) return isPast ? 'missed' : 'planned'
  return statuses.includes('skipped') ? 'skipped' : 'rest'
}
