export { answerOf, retryAfter, type Answer, type HttpAnswer, type ReadApplied, type Silence } from './answer.ts'
export { BACKOFF_MS_MAX, BACKOFF_MS_MIN, backoffMs } from './backoff.ts'
export { BATCH_BYTES_MAX, BATCH_OPERATIONS_MAX } from './batch.ts'
export { BATCH_WINDOW_MS } from './gate.ts'
export {
  operationIn,
  settlementsOf,
  type Attention,
  type Intent,
  type Operation,
  type Refusal,
  type Settlement,
  type StoredOperation,
  type Upcast,
} from './operation.ts'
export {
  createOutbox,
  FOREIGN_RECORD,
  SEND_TIMEOUT_MS,
  type DrainReport,
  type Outbox,
  type OutboxEvent,
  type OutboxOptions,
  type Settled,
  type Told,
} from './outbox.ts'
export type { Auth, Lease, Send } from './ports.ts'
export type { OutboxSnapshot } from './snapshot.ts'
export type { SlotState } from './projection.ts'
