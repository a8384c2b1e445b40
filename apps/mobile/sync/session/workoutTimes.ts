import type { ActualSet, Session } from '@holdfast/contract'
import type { SessionLog } from './sessionLog.ts'

/** When a workout began and ended, RFC 3339. */
export type WorkoutTimes = { startedAt: string; completedAt: string }

const HOUR_MS = 3_600_000
/** A longer time without a set, before the first one or after the last one, is not part of the workout. */
const QUIET_MS = 3 * HOUR_MS
/** After a pause this long the server would have finished the workout (apps/api, autoFinalise). */
const PAUSE_MS = 12 * HOUR_MS
/** Nobody trains for longer than this: a clock was wrong. */
const LENGTH_MAX_MS = 100 * HOUR_MS

/** How long a workout lasted, in ms; null when its times do not say: one is missing, the end is not after the start, or a clock was wrong. */
export function lengthMs({ startedAt, completedAt }: Pick<Session, 'startedAt' | 'completedAt'>): number | null {
  if (startedAt === null || completedAt === null) return null
  const ms = Date.parse(completedAt) - Date.parse(startedAt)
  return ms > 0 && ms < LENGTH_MAX_MS ? ms : null
}

type Lifted = Pick<SessionLog, 'startedAt' | 'actualSets'>

/** As far apart as two readings of a right clock may be. */
const CLOCK_MS = 60_000

const isAhead = (at: string, now: string): boolean => Date.parse(at) > Date.parse(now) + CLOCK_MS

/**
 * A log as its times are seen from `now`: sets that lie after it were stamped on a clock that was ahead, and say nothing beside others. Unless
 * now `isKnown` to be right it may be the wrong one, and is believed only where at least half of the sets agree with it. Where all sets lie
 * after a time that is known, they keep their distances, and the last one was lifted now.
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
 * When a log that is finished at `now` began and ended, as far as its sets tell: hours without a set at either end are left out, and of
 * two parts with a long pause between them the one with more sets counts. `isQuiet`: it ended hours ago.
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

/** When a log that is over ended: as it was finished here, else as the server tells it was, until something is lifted after that. */
export function overSince(log: Ended, told: Session | null): string | null {
  if (log.ended?.at === 'finished') return log.ended.completedAt
  return log.ended || log.reopened ? null : (timesBefore(log, told)?.completedAt ?? null)
}

/**
 * The times of a log that was finished before, here, on another device or by the server: a correction keeps them. Null when it never was, and when something
 * was lifted after that end which it did not know.
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

/** How long a log has been going on, in ms; null when it ended hours ago, finished or not. */
export function elapsedMs(log: Lifted, now: string): number | null {
  const times = proposedTimes(log, now)
  return times.isQuiet ? null : (lengthMs(times) ?? 0)
}

function finishedElsewhere(told: Session | null): WorkoutTimes | null {
  const { status, startedAt, completedAt } = told ?? {}
  return status === 'completed' && startedAt && completedAt ? { startedAt, completedAt } : null
}

/** Of the parts that long pauses make of these moments the one that holds most of them, in order; the first of several. */
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
