import type { Log } from '../operation.ts'
import type { ActualSet } from '../session.ts'

/** Whether two logs have the same content. `logged_at` and `planVersion` are not compared: they make no difference to the lifter. */
export function saysTheSame(a: Log, b: Log): boolean {
  return contentOf(a, 0) === contentOf(b, 0) || isOneFile(a, b)
}

/** The greatest difference of two time zones (UTC−12 to UTC+14), and the step in which they differ. In ms. */
const ZONES_APART_MS_MAX = 26 * 3_600_000
const ZONE_STEP_MS = 900_000

/**
 * Whether two logs are one workout of one file, read in two time zones. A file of another app has the wall clock only, and each device reads it
 * in the device's zone. Then all moments differ by the same hours, and nothing else differs.
 */
function isOneFile(a: Log, b: Log): boolean {
  const apartMs = Date.parse(a.startedAt) - Date.parse(b.startedAt)
  const areZones = Math.abs(apartMs) <= ZONES_APART_MS_MAX && apartMs % ZONE_STEP_MS === 0
  return areZones && isImported(a) && isImported(b) && contentOf(a, Date.parse(a.startedAt)) === contentOf(b, Date.parse(b.startedAt))
}

/** An imported log has no plan, ids made from names (UUID version 5), and sets that end when the workout ends. */
function isImported({ actualSets, completedAt }: Log): boolean {
  const isFromFile = (set: ActualSet): boolean => set.plannedSetId === null && set.id[14] === '5' && set.completedAt === completedAt
  return actualSets.length > 0 && actualSets.every(isFromFile)
}

/** The content of a log as text, with moments relative to `originMs`. */
function contentOf(log: Log, originMs: number): string {
  const moment = (instant: string): number => Date.parse(instant) - originMs
  const sets = [...log.actualSets]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ logged_at: _stamp, completedAt, weight, ...others }) => [
      moment(completedAt),
      weight?.value,
      weight?.unit,
      // Also fields of later versions. A field that is left out says the same as null.
      Object.entries(others)
        .filter(([, value]) => value != null)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ])
  return JSON.stringify([moment(log.startedAt), moment(log.completedAt), log.sessionRpe, log.notes, sets])
}
