import { z } from 'zod'
import { logSchema, skipBodySchema } from './operation.ts'
import { instantSchema } from './time.ts'

const kept = {
  revisionId: z.uuid(),
  /** Why it does not stand, for a person to read. */
  reason: z.string(),
  /** When it was logged, corrected; null when nobody logged it. */
  logged_at: instantSchema.nullable(),
  /** When it was kept. */
  keptAt: instantSchema,
}

/** A log that lost a conflict, whole, so that it can be laid beside the one that stands. */
export const revisionSchema = z.discriminatedUnion('kind', [
  z.object({ ...kept, kind: z.literal('completion'), payload: logSchema }),
  z.object({
    ...kept,
    kind: z.literal('skip'),
    payload: z.object({ reason: skipBodySchema.shape.reason, logged_at: instantSchema.nullable() }),
  }),
])
export type Revision = z.infer<typeof revisionSchema>

/** `GET /v1/sessions/:sessionId/revisions`: newest first. */
export const revisionsAnswerSchema = z.object({ revisions: z.array(revisionSchema), serverTime: instantSchema })
export type RevisionsAnswer = z.infer<typeof revisionsAnswerSchema>

/** `POST /v1/sessions/:sessionId/revisions/:revisionId/restore`: that log stands again, logged at this moment. */
export const restoreBodySchema = z.strictObject({ logged_at: instantSchema })
export type RestoreBody = z.infer<typeof restoreBodySchema>
