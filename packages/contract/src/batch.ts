import { z } from 'zod'
import { appliedSchema } from './operation.ts'
import { problemSchema } from './problem.ts'
import { sessionSchema } from './session.ts'
import { instantSchema } from './time.ts'

/** The most operations in one request. */
export const BATCH_MAX = 50

/**
 * One operation in a batch: method, path and body of its endpoint. `operationId` replaces the `Idempotency-Key` header, `sentAt` the `Sent-At`
 * header (RFC 3339). The body is checked with the schema of its endpoint, not here.
 */
export const batchedOperationSchema = z.strictObject({
  operationId: z.uuid(),
  method: z.enum(['PUT', 'POST', 'DELETE']),
  path: z.string().max(300),
  body: z.unknown(),
  sentAt: instantSchema.optional(),
})
/** A parsed `batchedOperationSchema`. */
export type BatchedOperation = z.infer<typeof batchedOperationSchema>

/** `POST /v1/operations`: 1 to `BATCH_MAX` operations, applied in order. Each has a receipt and a transaction. */
export const batchBodySchema = z.strictObject({ operations: z.array(batchedOperationSchema).min(1).max(BATCH_MAX) })
/** A parsed `batchBodySchema`. */
export type BatchBody = z.infer<typeof batchBodySchema>

/** An applied verdict in a batch. It names the session, whose newest copy is in `sessions` of the answer, once. */
export const appliedInBatchSchema = appliedSchema.omit({ session: true }).extend({ sessionId: z.uuid() })

/**
 * A verdict for each operation, in order. The list may end early at an operation that the server could not answer. That one has a problem
 * without an operation id, which is no verdict, and the operations after it were not tried. `status` is an HTTP status.
 */
export const batchAnswerSchema = z.object({
  answers: z.array(z.object({ operationId: z.uuid(), status: z.number().int(), body: z.union([appliedInBatchSchema, problemSchema]) })),
  sessions: z.array(sessionSchema),
})
/** A parsed `batchAnswerSchema`. */
export type BatchAnswer = z.infer<typeof batchAnswerSchema>
