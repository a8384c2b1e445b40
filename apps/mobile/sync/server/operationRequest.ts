import {
  appliedSchema,
  batchAnswerSchema,
  completeBodySchema,
  endpoints,
  IDEMPOTENCY_KEY_HEADER,
  SENT_AT_HEADER,
  takenBackId,
  type ActualSet,
  type Applied,
  type BatchAnswer,
  type BatchBody,
  type BatchedOperation,
  type Session,
} from '@holdfast/contract'
import { answerOf, type Answer, type HttpAnswer, type Operation } from '@holdfast/outbox'
import type { RawAnswer } from './api.ts'
import type { DeviceClock } from '../device/deviceClock.ts'
import { subjectOf } from '../session/operations.ts'
import type { Receipt } from '../session/receipt.ts'
import { isSameLift } from '../session/sameLift.ts'

/** The HTTP request for some operations, without the token. */
export type OperationRequest = { method: string; path: string; headers: Record<string, string>; body: unknown }

/** A single operation is sent to its own endpoint under its own id; several are sent as one ordered batch. */
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

/** The answer to each of the operations, in their order. If the list is shorter, the others were not tried. */
export function answersOf(operations: readonly Operation[], raw: RawAnswer): Answer[] {
  const [lone, ...others] = operations
  if (lone && others.length === 0) return [alone(raw, lone)]
  const batch = raw.answered && raw.status === 200 ? batchAnswerSchema.safeParse(raw.json) : null
  // No answer to a batch: it counts for each operation in the same way.
  if (!raw.answered || !batch?.success) return operations.map((operation) => alone(raw, operation))
  const asked = waitIn(raw)
  return batch.data.answers.map((answer, index) => inBatch(answer, batch.data, asked, operations[index]!))
}

function alone(raw: RawAnswer, operation: Operation): Answer {
  if (!raw.answered) return { kind: 'unanswered', why: raw.why }
  return answerOf({ status: raw.status, body: raw.json, ...waitIn(raw) }, operation.id, (body) => {
    const applied = appliedSchema.safeParse(body)
    return applied.success ? keptOf(operation, applied.data) : null
  })
}

type Wait = Pick<HttpAnswer, 'retryAfter' | 'date'>

function waitIn({ headers }: Extract<RawAnswer, { answered: true }>): Wait {
  return { retryAfter: headers.get('retry-after'), date: headers.get('date') }
}

/** One verdict of a batch, with its session added. Each session was read once, however many verdicts are about it. */
function inBatch({ status, body }: BatchAnswer['answers'][number], { sessions }: BatchAnswer, asked: Wait, operation: Operation): Answer {
  return answerOf({ status, body, ...asked }, operation.id, () => {
    const session = 'sessionId' in body ? sessions.find(({ id }) => id === body.sessionId) : undefined
    return session && 'outcome' in body ? keptOf(operation, { ...body, session }) : null
  })
}

/** The receipt is small, because the journal keeps one for every operation. */
function keptOf(operation: Operation, applied: Omit<Applied, 'operationId'>): { result: Confirmed; receipt: Receipt } {
  const { outcome, conflict, session } = applied
  const { version, revisionCount } = session
  const untakenIds = untakenIn(operation, session)
  const untaken = untakenIds.length > 0 ? { untakenIds } : {}
  return { result: { session }, receipt: { version, outcome, revisionCount, conflict, ...untaken } }
}

/** The sets of a completion that the session does not have as sent after it was applied: the server had newer statements about them. */
function untakenIn(operation: Operation, session: Session): string[] {
  // Most answers are about one set; parsing its body as a completion would be wasted work.
  if (subjectOf(operation)?.kind !== 'completion') return []
  const completion = completeBodySchema.safeParse(operation.body)
  if (!completion.success) return []
  const held = new Map(session.actualSets.map((set) => [set.id, set]))
  const { actualSets, takenBack = [] } = completion.data
  const isHeld = (set: ActualSet): boolean => {
    const there = held.get(set.id)
    return there !== undefined && isSameLift(there, set)
  }
  return [...actualSets.filter((set) => !isHeld(set)).map(({ id }) => id), ...takenBack.map(takenBackId).filter((id) => held.has(id))]
}

/** What the outbox passes on from an applied verdict. */
export type Confirmed = { session: Session }
