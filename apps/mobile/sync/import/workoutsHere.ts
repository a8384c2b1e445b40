import { inKilograms, type ActualSet, type Session } from '@holdfast/contract'
import { contentOf } from './importedSession.ts'

/** What this device has of a workout: its log, else the server's copy. */
export type WorkoutHere = WorkoutContent & {
  /** The workout before it was edited on this device. */
  before?: WorkoutContent
}

type WorkoutContent = Pick<Session, 'id' | 'title' | 'plan' | 'scheduledOn' | 'actualSets' | 'notes' | 'startedAt' | 'completedAt'>

/** The workouts of this device, for comparison with those of a file. */
export type Here = {
  byId(sessionId: string): WorkoutHere | null
  /**
   * The same workout under another id: it was renamed in the other app, written to the minute, or read in another time zone. Null when
   * there is none.
   */
  like(session: Session): WorkoutHere | null
}

const MINUTE_MS = 60_000
const ZONE_STEP_MS = 15 * MINUTE_MS
const ZONES_APART_MS_MAX = 26 * 3_600_000

/** Looks up workouts among these ids. */
export function hereOf(ids: () => Iterable<string>, byId: Here['byId']): Here {
  let index: Index | null = null
  return {
    byId,
    like(session) {
      // Most files hold nothing that is on this device, so the index is built only when it is needed.
      index ??= indexOf([...ids()].flatMap((id) => byId(id) ?? []))
      return likeIn(index, session)
    },
  }
}

type Index = { minutes: ReadonlyMap<number, readonly WorkoutHere[]>; days: ReadonlyMap<string, readonly WorkoutHere[]> }

function indexOf(workouts: readonly WorkoutHere[]): Index {
  const begun = workouts.filter(({ startedAt }) => startedAt !== null)
  return { minutes: groupedBy(begun, minuteOf), days: groupedBy(begun, ({ scheduledOn }) => scheduledOn) }
}

function groupedBy<Key>(workouts: readonly WorkoutHere[], keyOf: (workout: WorkoutHere) => Key): Map<Key, WorkoutHere[]> {
  const groups = new Map<Key, WorkoutHere[]>()
  for (const workout of workouts) {
    const group = groups.get(keyOf(workout))
    if (group) group.push(workout)
    else groups.set(keyOf(workout), [workout])
  }
  return groups
}

function likeIn({ minutes, days }: Index, session: Session): WorkoutHere | null {
  const atOnce = hasTimeOfDay(session) ? minutes.get(minuteOf(session))?.find((other) => sharesSets(other, session)) : undefined
  return atOnce ?? days.get(session.scheduledOn)?.find((other) => isInAnotherZone(other, session)) ?? null
}

/** A file without times of day has every workout of a day begin at midnight. */
function hasTimeOfDay({ startedAt }: Session): boolean {
  const at = new Date(startedAt!)
  return at.getHours() + at.getMinutes() + at.getSeconds() > 0
}

/**
 * Two workouts that began in the same minute are the same when they share at least half of the sets of one of them. Exercises may have been
 * renamed too.
 */
function sharesSets(a: Pick<WorkoutHere, 'actualSets'>, b: Pick<WorkoutHere, 'actualSets'>): boolean {
  const open = a.actualSets.map(amountOf)
  const shared = b.actualSets.filter((set) => {
    const at = open.indexOf(amountOf(set))
    if (at >= 0) open.splice(at, 1)
    return at >= 0
  })
  return shared.length > 0 && shared.length * 2 >= Math.min(a.actualSets.length, b.actualSets.length)
}

/** Weights are rounded, because apps convert between pounds and kilograms. */
function amountOf({ weight, reps }: ActualSet): string {
  return `${weight ? Math.round(inKilograms(weight) * 2) : '-'} ${reps}`
}

function isInAnotherZone(a: WorkoutHere, b: Session): boolean {
  const apartMs = Date.parse(a.startedAt!) - Date.parse(b.startedAt!)
  return Math.abs(apartMs) <= ZONES_APART_MS_MAX && apartMs % ZONE_STEP_MS === 0 && contentOf(a) === contentOf(b)
}

function minuteOf({ startedAt }: Pick<WorkoutHere, 'startedAt'>): number {
  return Math.floor(Date.parse(startedAt!) / MINUTE_MS)
}
