import type { ActualSet, Session } from '@holdfast/contract'
import type { SessionLog } from './sessionLog.ts'

/** When a workout began and ended, RFC 3339. */
export type WorkoutTimes = { startedAt: string; completedAt: string }

const HOUR_MS = 3_600_000
/** A longer time without a set, before the first one or after the last one, is not part of the workout. */
const QUIET_MS = 3 * HOUR_MS
/** After a pause of this length the server would have finished the workout (apps/api, autoFinalise). */
const PAUSE_MS = 12 * HOUR_MS
/** No workout is longer than this: a clock was wrong. */
const LENGTH_MAX_MS = 100 * HOUR_MS

/** How long a workout lasted, in ms. Null when a time is missing, the end is not after the start, or a clock was wrong. */
export function lengthMs({ startedAt, completedAt }: Pick<Session, 'startedAt' | 'completedAt'>): number | null {
  if (startedAt === null || completedAt === null) return null
  const ms = Date.parse(completedAt) - Date.parse(startedAt)
  return ms > 0 && ms < LENGTH_MAX_MS ? ms : null
}

type Lifted = Pick<SessionLog, 'startedAt' | 'actualSets'>

/** How far apart two readings of a right clock may be. */
const CLOCK_MS = 60_000

const isAhead = (at: string, now: string): boolean => Date.parse(at) > Date.parse(now) + CLOCK_MS

/**
 * A log without sets that lie after `now`: a clock that was ahead stamped them, so they count only if there are no others. Unless
 * `isKnown`, `now` may be wrong itself. It is then used only if at least half of the sets agree with it. If all sets lie after a `now` that
 * is known, they are moved back together, so that the last one was lifted now.
 */
export function withoutFuture(log: Lifted, now: string, isKnown: boolean): Lifted {
  const { startedAt, actualSets } = log
  const sets = Object.entries(actualSets)
  const past = sets.filter(([, { completedAt }]) => !isAhead(completedAt, now))
  if (past.length > 0 && (isKnown || past.length * 2 >= sets.length)) return { startedAt, actualSets: Object.fromEntries(past) }
  if (!isKnown) return log
  const last = sets.map(([, { completedAt }]) => completedAt).reduce(later, startedAt)
  const aheadMs = Date.parse(last) - Date.parse(now)
  const movedBack = (at: string): string => (isAhead(at, now) ? new Date(Date.parse(at) - aheadMs).toISOString() : at)
  const moved = sets.map(([id, set]) => [id, { ...set, completedAt: movedBack(set.completedAt) }] as const)
  return { startedAt: movedBack(startedAt), actualSets: Object.fromEntries(moved) }
}

/**
 * The start and the end of a log that is finished at `now`, as its sets show them. Hours without a set at either end are left out. Of parts
 * with a long pause between them, the one with the most sets counts. `isQuiet`: it ended hours ago.
 */
export function proposedTimes({ startedAt, actualSets }: Lifted, now: string): WorkoutTimes & { isQuiet: boolean } {
  const part = longestPart(Object.values(actualSets).map(({ completedAt }) => completedAt))
  const [first = startedAt, last = startedAt] = [part[0], part.at(-1)]
  const isQuiet = !isNear(last, now)
  return {
    startedAt: isNear(startedAt, first) ? earlier(startedAt, first) : first,
    completedAt: isQuiet ? last : later(last, now),
    isQuiet,
  }
}

type Ended = Lifted & Pick<SessionLog, 'ended' | 'reopened'>

/**
 * When a log that is over ended: its finish on this device, else the finish in the server's copy. Null when it is not over, or when a set
 * was lifted after that finish.
 */
export function overSince(log: Ended, told: Session | null): string | null {
  if (log.ended?.at === 'finished') return log.ended.completedAt
  return log.ended || log.reopened ? null : (timesBefore(log, told)?.completedAt ?? null)
}

/**
 * The times of an earlier finish, on this device, on another one or by the server: a correction keeps them. Null when there was none, or
 * when a set that it did not include was lifted after it.
 */
export function timesBefore(log: Ended, told: Session | null): WorkoutTimes | null {
  const { startedAt, ended, reopened, actualSets } = log
  if (ended?.at === 'finished') return { startedAt, completedAt: ended.completedAt }
  const times = reopened ? { startedAt, completedAt: reopened.completedAt } : finishedElsewhere(told)
  const before = new Map((reopened ? Object.values(reopened.actualSets) : (told?.actualSets ?? [])).map((set) => [set.id, set.completedAt]))
  const isLater = ({ id, completedAt }: ActualSet): boolean =>
    times !== null && before.get(id) !== completedAt && Date.parse(completedAt) > Date.parse(times.completedAt)
  return Object.values(actualSets).some(isLater) ? null : times
}

/** How long a log has been in progress, in ms; null when it ended hours ago, finished or not. */
export function elapsedMs(log: Lifted, now: string): number | null {
  const times = proposedTimes(log, now)
  return times.isQuiet ? null : (lengthMs(times) ?? 0)
}

function finishedElsewhere(told: Session | null): WorkoutTimes | null {
  const { status, startedAt, completedAt } = told ?? {}
  return status === 'completed' && startedAt && completedAt ? { startedAt, completedAt } : null
}

/** Divides the moments at long pauses. Answers the part with the most moments, in order; the first of several. */
function longestPart(moments: readonly string[]): readonly string[] {
  const parts: string[][] = []
  for (const at of [...moments].sort((a, b) => Date.parse(a) - Date.parse(b))) {
    const part = parts.at(-1)
    const last = part?.at(-1)
    if (part && last && Date.parse(at) - Date.parse(last) < PAUSE_MS) part.push(at)
    else parts.push([at])
  }
  return parts.reduce((most, part) => (part.length > most.length ? part : most), parts[0] ?? [])
}

const isNear = (a: string, b: string): boolean => Math.abs(Date.parse(a) - Date.parse(b)) <= QUIET_MS
const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b)
const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b)
