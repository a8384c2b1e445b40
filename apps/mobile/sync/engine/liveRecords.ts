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

/** How long a session's records stay after its last finish although the server has everything: for the export, and for second thoughts. */
const KEEP_MS = 30 * 24 * 3_600_000

/** Few records are not worth a compaction; neither are many of which most are needed. */
const RECORDS_MIN = 2_000

/** Everything that decides which records are still needed. */
export type Needs = {
  records: readonly JournalRecord[]
  outbox: Outbox
  activity: Activity
  logs: SessionLogs
  programme: Programme | undefined
  /** Now on the wall clock of this device, which says when a record was written. */
  wallMs: number
  /** Now on the corrected clock, which stamps what the lifter does: a phone that is a year ahead must not find today's workout a year old. */
  nowMs: number
}

/**
 * Which records a compaction has to keep. A session's records go together, and only when it was finished a while ago, the
 * server's verdict on it is in, the server's own copy of it is here, nothing of it waits or needs attention, no event of it is of a kind
 * that this version does not know, and nothing of it is still to be told: that two logs met is known from the records of this device's own.
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
  /** One answer may have decided about several sessions. */
  const lanesOfRecord = (record: JournalRecord): readonly (string | undefined)[] => {
    const sessionId = (record.event as { sessionId?: unknown } | undefined)?.sessionId
    if (typeof sessionId === 'string') return [laneOf(sessionId)]
    const enqueued = operationIn(record)
    return enqueued ? [enqueued.lane] : settlementsOf(record).map(({ id }) => laneOfOperation.get(id))
  }
  // What this version cannot read whole is not its to drop.
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

/** Whether a compaction would be worth its while. */
export function worthCompacting(records: readonly JournalRecord[], isLive: (record: JournalRecord) => boolean): boolean {
  return records.length >= RECORDS_MIN && records.filter(isLive).length * 2 < records.length
}

function isOver(log: SessionLog, { outbox, activity, logs, programme, wallMs, nowMs }: Needs): boolean {
  // That the session last on screen was left stands in its records: without them one from before would be on screen again.
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
