import { z } from 'zod'
import { logSchema, skipBodySchema } from './operation.ts'
import { instantSchema } from './time.ts'

const kept = {
  revisionId: z.uuid(),
  /** Why it lost, for a person to read. */
  reason: z.string(),
  /** When it was logged, corrected. Null if the server finished the session by itself. */
  logged_at: instantSchema.nullable(),
  /** When it became a revision. */
  keptAt: instantSchema,
}

/** A log that lost a conflict, complete, so that it can be compared with the log that counts. */
export const revisionSchema = z.discriminatedUnion('kind', [
  z.object({ ...kept, kind: z.literal('completion'), payload: logSchema }),
  z.object({
    ...kept,
    kind: z.literal('skip'),
    payload: z.object({ reason: skipBodySchema.shape.reason, logged_at: instantSchema.nullable() }),
  }),
])
/** A parsed `revisionSchema`. */
export type Revision = z.infer<typeof revisionSchema>

/** `GET /v1/sessions/:sessionId/revisions`: the revisions, newest first. */
export const revisionsAnswerSchema = z.object({ revisions: z.array(revisionSchema), serverTime: instantSchema })
/** A parsed `revisionsAnswerSchema`. */
export type RevisionsAnswer = z.infer<typeof revisionsAnswerSchema>

/** `POST /v1/sessions/:sessionId/revisions/:revisionId/restore`: the revision counts again, as logged at this moment. */
export const restoreBodySchema = z.strictObject({ logged_at: instantSchema })
/** A parsed `restoreBodySchema`. */
export type RestoreBody = z.infer<typeof restoreBodySchema>
