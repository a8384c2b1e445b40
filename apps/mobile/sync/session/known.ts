import type { Attention, Operation, SlotState } from '@holdfast/outbox'
import type { SessionLog } from './sessionLog.ts'

/** What this device knows beyond the server's session: the log, and where the operations about it stand. */
export type Known = {
  log: SessionLog | undefined
  completion: SlotState | null
  skip: SlotState | null
  /** A kept log that the lifter made the one that counts. */
  restore: SlotState | null
  /** What the lifter keeps of it on this device only. */
  keptHere: readonly Operation[]
  /** What was rejected of it. */
  rejected: readonly Attention[]
  /** Whether anything of this session waits to be sent. */
  waits: boolean
  /** Where the latest statement of this device about a set is: its own operation, or a completion that holds it. */
  setState(setId: string): SlotState | null
}
