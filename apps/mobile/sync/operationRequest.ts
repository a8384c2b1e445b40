import {
  appliedSchema,
  batchAnswerSchema,
  endpoints,
  IDEMPOTENCY_KEY_HEADER,
  SENT_AT_HEADER,
  type BatchAnswer,
  type BatchBody,
  type BatchedOperation,
} from '@holdfast/contract'
import { answerOf, type Answer, type HttpAnswer, type Operation } from '@holdfast/outbox'
import type { RawAnswer } from './api.ts'
import type { DeviceClock } from './deviceClock.ts'
import type { Receipt } from './receipt.ts'

/** What goes out for some operations, but for who asks. */
export type OperationRequest = { method: string; path: string; headers: Record<string, string>; body: unknown }

/** A lone operation goes to its own endpoint under its own id, several go as one ordered batch. */
export function requestOf(operations: readonly Operation[], deviceClock: Pick<DeviceClock, 'sentAt'>): OperationRequest {
  const [lone, ...others] = operations
  if (lone && others.length === 0) {
    const at = deviceClock.sentAt(lone)
    const headers = { [IDEMPOTENCY_KEY_HEADER]: lone.id, ...(at === null ? {} : { [SENT_AT_HEADER]: at }) }
    return { method: lone.method, path: lone.endpoint, headers, body: lone.body }
  }
  const batched = operations.map((operation): BatchedOperation => {
    const { id, method, endpoint, body } = operation
    const at = deviceClock.sentAt(operation)
    return { operationId: id, method, path: endpoint, body, ...(at === null ? {} : { sentAt: at }) }
  })
  const { method, path } = endpoints.operations
  return { method, path, headers: {}, body: { operations: batched } satisfies BatchBody }
}

/** What came back, as an answer to each of the operations in their order; a list that ends early was not tried to its end. */
export function answersOf(operations: readonly Operation[], raw: RawAnswer): Answer[] {
  const [lone, ...others] = operations
  if (lone && others.length === 0) return [read(raw, lone.id)]
  const batch = raw.answered && raw.status === 200 ? batchAnswerSchema.safeParse(raw.json) : null
  // Not an answer to the batch as a whole: whatever it is, it is the same for all of them.
  if (!batch?.success) return operations.map(({ id }) => read(raw, id))
  return batch.data.answers.map((answer, index) => inBatch(answer, batch.data, operations[index]?.id ?? ''))
}

/** Little enough to be kept with every operation. An answer that is not whole is refused below, whatever is read here. */
function receiptOf(body: Record<string, unknown>): Receipt | null {
  const applied = appliedSchema.safeParse(body)
  if (!applied.success) return null
  const { outcome, conflict, session } = applied.data
  return { version: session.version, outcome, revisionCount: session.revisionCount, loggedAt: session.logged_at, conflict }
}

function read(raw: RawAnswer, operationId: string): Answer {
  if (!raw.answered) return { kind: 'unanswered', why: raw.why }
  const http = { status: raw.status, body: raw.json, retryAfter: raw.headers.get('retry-after'), date: raw.headers.get('date') }
  return verdictOf(http, operationId)
}

/** One verdict of a batch, made whole with its session. */
function inBatch({ status, body }: BatchAnswer['answers'][number], { sessions }: BatchAnswer, operationId: string): Answer {
  const whole = 'sessionId' in body ? { ...body, session: sessions.find(({ id }) => id === body.sessionId) } : body
  return verdictOf({ status, body: whole, retryAfter: null, date: null }, operationId)
}

/** An applied verdict has to be whole: one without its session would be believed and could not be shown. */
function verdictOf(http: HttpAnswer, operationId: string): Answer {
  const answer = answerOf(http, operationId, receiptOf)
  return answer.kind === 'applied' && answer.receipt === null ? { kind: 'unanswered', why: 'foreign' } : answer
}
