export { answerOf, retryAfter, type Answer, type HttpAnswer, type Silence } from './answer.ts'
export { BACKOFF_MS_MAX, BACKOFF_MS_MIN, backoffMs } from './backoff.ts'
export { BATCH_BYTES_MAX, BATCH_OPERATIONS_MAX } from './batch.ts'
export { GATHER_MS } from './gate.ts'
export type { Attention, Intent, Operation, Refusal, Settlement, StoredOperation, Upcast } from './operation.ts'
export {
  createOutbox,
  type Auth,
  type DrainReport,
  type Lease,
  type Outbox,
  type OutboxEvent,
  type OutboxSnapshot,
  type Send,
  type Settled,
} from './outbox.ts'
export type { SlotState } from './projection.ts'
