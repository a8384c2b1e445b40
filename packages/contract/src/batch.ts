import { z } from 'zod'
import { appliedSchema } from './operation.ts'
import { problemSchema } from './problem.ts'
import { sessionSchema } from './session.ts'
import { instantSchema } from './time.ts'

/** How many operations one request may carry. */
export const BATCH_MAX = 50

/** One operation in a batch: what its own endpoint would be asked, with the headers it would bring. */
export const batchedOperationSchema = z.strictObject({
  operationId: z.uuid(),
  method: z.enum(['PUT', 'POST', 'DELETE']),
  path: z.string().max(300),
  body: z.unknown(),
  sentAt: instantSchema.optional(),
})
export type BatchedOperation = z.infer<typeof batchedOperationSchema>

/** `POST /v1/operations`: operations in order, each with its own receipt and its own transaction. */
export const batchBodySchema = z.strictObject({ operations: z.array(batchedOperationSchema).min(1).max(BATCH_MAX) })
export type BatchBody = z.infer<typeof batchBodySchema>

/** An applied verdict in a batch. Its session stands once, newest, in `sessions`. */
export const appliedInBatchSchema = appliedSchema.omit({ session: true }).extend({ sessionId: z.uuid() })

/**
 * A verdict for each operation, in order. The list may end early, at an operation the server could not answer: that one has a
 * problem without an operation id, which settles nothing, and the ones behind it were not tried.
 */
export const batchAnswerSchema = z.object({
  answers: z.array(z.object({ operationId: z.uuid(), status: z.number().int(), body: z.union([appliedInBatchSchema, problemSchema]) })),
  sessions: z.array(sessionSchema),
})
export type BatchAnswer = z.infer<typeof batchAnswerSchema>
