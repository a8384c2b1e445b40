import type { JournalRecord } from '@holdfast/journal'
import { operationIn, settlementsOf, type Outbox } from '@holdfast/outbox'
import { openConflictOf } from './conflicts.ts'
import { DISCARDED_MS, type Activity } from './activity.ts'
import { activityEventSchema } from './activityEvent.ts'
import { lifterEventSchema } from '../session/lifterEvent.ts'
import { completionSlot, laneOf } from '../session/operations.ts'
import type { Programme } from '../server/programme.ts'
import type { Receipt } from '../session/receipt.ts'
import type { SessionLog, SessionLogs } from '../session/sessionLog.ts'
import { isUndecided } from './unsent.ts'

/**
 * How long a session's records stay after its last finish, although the server has everything: for the export, and in case the lifter
 * changes their mind.
 */
const KEEP_MS = 30 * 24 * 3_600_000

/** Few records are not worth a compaction; nor are many of which most are needed. */
const RECORDS_MIN = 2_000

/** Everything that decides which records are needed. */
export type Needs = {
  records: readonly JournalRecord[]
  outbox: Outbox
  activity: Activity
  logs: SessionLogs
  programme: Programme | undefined
  /** Now by the wall clock of this device, which dates the records. */
  wallMs: number
  /**
   * Now by the corrected clock, which stamps what the lifter does. A phone that is a year ahead must not take today's workout for a year
   * old.
   */
  nowMs: number
}

/**
 * Decides which records a compaction must keep. A session's records are dropped together, and only if all of this is true: it was finished
 * a while ago, the server has applied its completion, and this device has the server's copy; nothing of it waits or needs attention; none
 * of its events is of an unknown kind; and no conflict of it is open, because conflicts are computed from this device's records.
 */
export function liveRecords(needs: Needs): (record: JournalRecord) => boolean {
  const over = new Set(
    Object.values(needs.logs.logs)
      .filter((log) => isOver(log, needs))
      .map(({ sessionId }) => laneOf(sessionId)),
  )
  for (const record of needs.records) if (isOfLaterVersion(record.event)) over.delete(laneOf(record.event.sessionId))
  const laneOfOperation = new Map<string, string>()
  for (const record of needs.records) {
    const operation = operationIn(record)
    if (operation) laneOfOperation.set(operation.id, operation.lane)
  }
  /** One answer may have settled operations of several sessions. */
  const lanesOfRecord = (record: JournalRecord): readonly (string | undefined)[] => {
    const sessionId = (record.event as { sessionId?: unknown } | undefined)?.sessionId
    if (typeof sessionId === 'string') return [laneOf(sessionId)]
    const enqueued = operationIn(record)
    return enqueued ? [enqueued.lane] : settlementsOf(record).map(({ id }) => laneOfOperation.get(id))
  }
  // A record that this version cannot read whole must not be dropped.
  const foreign = new Set(needs.outbox.snapshot().foreign.map(({ seq }) => seq))
  return (record) => {
    if (foreign.has(record.seq)) return true
    const lanes = lanesOfRecord(record)
    return lanes.length === 0 || lanes.some((lane) => lane === undefined || !over.has(lane))
  }
}

const kinds: ReadonlySet<unknown> = new Set(
  [...lifterEventSchema.options, ...activityEventSchema.options].map(({ shape }) => shape.kind.value),
)

/** Whether an event about a session is of a kind that this version does not know. */
function isOfLaterVersion(event: unknown): event is { sessionId: string } {
  const { kind, sessionId } = (event ?? {}) as { kind?: unknown; sessionId?: unknown }
  return typeof sessionId === 'string' && !kinds.has(kind)
}

/** Whether a compaction is worth its cost. */
export function worthCompacting(records: readonly JournalRecord[], isLive: (record: JournalRecord) => boolean): boolean {
  return records.length >= RECORDS_MIN && records.filter(isLive).length * 2 < records.length
}

function isOver(log: SessionLog, { outbox, activity, logs, programme, wallMs, nowMs }: Needs): boolean {
  // The records of the session that was on screen last show that it was left. Without them, an earlier one would be on screen again.
  if (log.ended?.at !== 'finished' || log.sessionId === logs.lastId) return false
  if (nowMs - Date.parse(log.ended.logged_at) < KEEP_MS) return false
  const lane = laneOf(log.sessionId)
  if (outbox.waitsIn(lane)) return false
  if (isUndecided(outbox, lane)) return false
  const { discarded } = activity.current()
  if (discarded.some(({ operation, at, keptHere }) => operation.lane === lane && (keptHere || wallMs - at < DISCARDED_MS))) return false
  const completion = outbox.stateOf(completionSlot(log.sessionId))
  const onServer = programme?.sessions[log.sessionId]
  const told = activity.toldOf(log.sessionId)
  if (told && openConflictOf(told, onServer, log.sessionId, false)) return false
  return completion?.at === 'applied' && onServer !== undefined && onServer.version >= (completion.receipt as Receipt).version
}
