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
import type { Clock } from '@holdfast/journal'
import { answerOf, type Answer, type HttpAnswer, type Operation, type Send } from '@holdfast/outbox'
import type { Api, RawAnswer } from './api.ts'
import { sentAt } from './deviceClock.ts'
import type { Receipt } from './receipt.ts'

/**
 * Sends operations under their own ids: a lone one to its own endpoint, several as one ordered batch. The token is put on
 * here, at the last moment: none is ever stored with an operation.
 */
export function sendOperations(api: Api, clock: Clock, token: () => Promise<string | null>): Send {
  return (operations, done) => {
    let cancelled = false
    void deliver(operations).then((answers) => {
      if (!cancelled) done(answers)
    })
    return () => {
      cancelled = true
    }
  }

  async function deliver(operations: readonly Operation[]): Promise<Answer[]> {
    const accessToken = await token()
    if (accessToken === null) return [{ kind: 'unauthorized' }]
    const authorization = `Bearer ${accessToken}`
    const [lone, ...others] = operations
    if (lone && others.length === 0) return [await sendAlone(lone, authorization)]
    return await sendBatch(operations, authorization)
  }

  async function sendAlone(operation: Operation, authorization: string): Promise<Answer> {
    const at = sentAt(clock, operation)
    const headers = { authorization, [IDEMPOTENCY_KEY_HEADER]: operation.id, ...(at === null ? {} : { [SENT_AT_HEADER]: at }) }
    return read(await api.request(operation.method, operation.endpoint, headers, operation.body), operation.id)
  }

  async function sendBatch(operations: readonly Operation[], authorization: string): Promise<Answer[]> {
    const batched = operations.map((operation): BatchedOperation => {
      const { id, method, endpoint, body } = operation
      const at = sentAt(clock, operation)
      return { operationId: id, method, path: endpoint, body, ...(at === null ? {} : { sentAt: at }) }
    })
    const { method, path } = endpoints.operations
    const raw = await api.request(method, path, { authorization }, { operations: batched } satisfies BatchBody)
    const batch = raw.answered && raw.status === 200 ? batchAnswerSchema.safeParse(raw.json) : null
    // Not an answer to the batch as a whole: whatever it is, it is the same for all of them.
    if (!batch?.success) return operations.map(({ id }) => read(raw, id))
    return batch.data.answers.map((answer, index) => inBatch(answer, batch.data, operations[index]?.id ?? ''))
  }
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
