import { z } from 'zod'
import { actualSetSchema, NOTES_CHARACTERS_MAX, rpeSchema, sessionSchema, SETS_PER_SESSION_MAX } from './session.ts'
import { personText } from './text.ts'
import { instantSchema, localDateSchema } from './time.ts'

/** A session outside the plan, as its lifter began it. An operation that brings it makes the session where the server has none. */
export const unplannedSchema = z.strictObject({ title: personText(120).min(1), scheduledOn: localDateSchema })
export type Unplanned = z.infer<typeof unplannedSchema>

/** `PUT /v1/sessions/:sessionId/sets/:setId`: one actual set; its id stands in the path. */
export const putSetBodySchema = actualSetSchema.omit({ id: true }).extend({ unplanned: unplannedSchema.optional() })
export type PutSetBody = z.infer<typeof putSetBodySchema>

/** `DELETE /v1/sessions/:sessionId/sets/:setId`: the lifter took the ✓ back. */
export const deleteSetBodySchema = z.strictObject({ logged_at: instantSchema, unplanned: unplannedSchema.optional() })
export type DeleteSetBody = z.infer<typeof deleteSetBodySchema>

/** The content of a finished session. */
export const logSchema = z.object({
  startedAt: instantSchema,
  completedAt: instantSchema,
  planVersion: z.number().int().min(1).max(1_000_000),
  sessionRpe: rpeSchema.nullable(),
  notes: personText(NOTES_CHARACTERS_MAX),
  actualSets: z.array(actualSetSchema).max(SETS_PER_SESSION_MAX),
  logged_at: instantSchema,
})
export type Log = z.infer<typeof logSchema>

/** A set whose ✓ the lifter took back, and when; older apps send the id alone, and mean the moment of the completion. */
export const takenBackSchema = z.union([z.uuid(), z.strictObject({ id: z.uuid(), logged_at: instantSchema })])
export type SentTakenBack = z.infer<typeof takenBackSchema>

export const takenBackId = (one: SentTakenBack): string => (typeof one === 'string' ? one : one.id)

/** `POST /v1/sessions/:sessionId/complete`: the whole log of a device; finishes, or edits what was finished. */
export const completeBodySchema = z.strictObject({
  ...logSchema.shape,
  /** Sets whose ✓ the lifter took back on that device. What a log neither holds nor took back is another device's, and stays. */
  takenBack: z.array(takenBackSchema).max(SETS_PER_SESSION_MAX).optional(),
  unplanned: unplannedSchema.optional(),
})
export type CompleteBody = z.infer<typeof completeBodySchema>

export const REASON_CHARACTERS_MAX = 200

/** `POST /v1/sessions/:sessionId/skip`. */
export const skipBodySchema = z.strictObject({
  reason: personText(REASON_CHARACTERS_MAX).nullable(),
  logged_at: instantSchema,
})
export type SkipBody = z.infer<typeof skipBodySchema>

/** Two logs of one session met: which one counts, and where the other is kept. */
export const conflictSchema = z.object({
  revisionId: z.uuid(),
  kept: z.enum(['this', 'other']),
  /** Null where nobody logged the other one: the server finished the session by itself. */
  otherLoggedAt: instantSchema.nullable(),
  /** The operation that made the other one; null where none did. Verdicts of older servers leave it out. */
  otherOperationId: z.uuid().nullable().optional(),
})
export type Conflict = z.infer<typeof conflictSchema>

/**
 * The *applied* verdict. It names the operation it answers: a body without that id is nobody's answer.
 * `superseded` means a newer log was already there; the one sent is kept as a revision.
 */
export const appliedSchema = z.object({
  operationId: z.uuid(),
  outcome: z.enum(['applied', 'superseded']),
  session: sessionSchema,
  conflict: conflictSchema.nullable(),
})
export type Applied = z.infer<typeof appliedSchema>
