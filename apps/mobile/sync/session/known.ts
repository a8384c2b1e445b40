import type { Attention, Operation, SlotState } from '@holdfast/outbox'
import type { SessionLog } from './sessionLog.ts'

/** What this device knows besides the server's copy of a session: the log, and the states of its operations. */
export type Known = {
  log: SessionLog | undefined
  completion: SlotState | null
  skip: SlotState | null
  /** The restore of a revision: the lifter chose that log as the one that counts. */
  restore: SlotState | null
  /** Operations that the lifter keeps on this device only. */
  keptHere: readonly Operation[]
  /** The operations of this session that the server rejected. */
  rejected: readonly Attention[]
  /** Whether anything of this session waits to be sent. */
  waits: boolean
  /** The state of this device's latest statement about a set: of its own operation, or of a completion that includes it. */
  setState(setId: string): SlotState | null
}
