import { z } from 'zod'
import { actualSetSchema, NOTES_CHARACTERS_MAX, rpeSchema, sessionSchema, SETS_PER_SESSION_MAX } from './session.ts'
import { personText } from './text.ts'
import { instantSchema, localDateSchema } from './time.ts'

/** Title and local day of a session outside the plan. An operation that has it makes the session if the server has none. */
export const unplannedSchema = z.strictObject({ title: personText(120).min(1), scheduledOn: localDateSchema })
/** A parsed `unplannedSchema`. */
export type Unplanned = z.infer<typeof unplannedSchema>

/** `PUT /v1/sessions/:sessionId/sets/:setId`: one actual set. Its id is in the path. */
export const putSetBodySchema = actualSetSchema.omit({ id: true }).extend({ unplanned: unplannedSchema.optional() })
/** A parsed `putSetBodySchema`. */
export type PutSetBody = z.infer<typeof putSetBodySchema>

/** `DELETE /v1/sessions/:sessionId/sets/:setId`: the lifter removed the ✓ at `logged_at`. */
export const deleteSetBodySchema = z.strictObject({ logged_at: instantSchema, unplanned: unplannedSchema.optional() })
/** A parsed `deleteSetBodySchema`. */
export type DeleteSetBody = z.infer<typeof deleteSetBodySchema>

/** The content of a finished session. All moments are RFC 3339; `logged_at` decides between two logs. */
export const logSchema = z.object({
  startedAt: instantSchema,
  completedAt: instantSchema,
  planVersion: z.number().int().min(1).max(1_000_000),
  sessionRpe: rpeSchema.nullable(),
  notes: personText(NOTES_CHARACTERS_MAX),
  actualSets: z.array(actualSetSchema).max(SETS_PER_SESSION_MAX),
  logged_at: instantSchema,
})
/** A parsed `logSchema`. */
export type Log = z.infer<typeof logSchema>

/** A set whose ✓ the lifter removed, and when. Older apps send only the id, which means the moment of the completion. */
export const takenBackSchema = z.union([z.uuid(), z.strictObject({ id: z.uuid(), logged_at: instantSchema })])
/** A parsed `takenBackSchema`. */
export type SentTakenBack = z.infer<typeof takenBackSchema>

/** The id of a removed set, in either form. */
export const takenBackId = (one: SentTakenBack): string => (typeof one === 'string' ? one : one.id)

/** `POST /v1/sessions/:sessionId/complete`: the whole log of a device. It finishes a session, or edits a finished one. */
export const completeBodySchema = z.strictObject({
  ...logSchema.shape,
  /** Sets whose ✓ the lifter removed on that device. A set that is in neither list is of another device, and is not changed. */
  takenBack: z.array(takenBackSchema).max(SETS_PER_SESSION_MAX).optional(),
  unplanned: unplannedSchema.optional(),
})
/** A parsed `completeBodySchema`. */
export type CompleteBody = z.infer<typeof completeBodySchema>

/** The longest reason for a skip, in UTF-16 units. */
export const REASON_CHARACTERS_MAX = 200

/** `POST /v1/sessions/:sessionId/skip`. `reason` is null if the lifter gave none. */
export const skipBodySchema = z.strictObject({
  reason: personText(REASON_CHARACTERS_MAX).nullable(),
  logged_at: instantSchema,
})
/** A parsed `skipBodySchema`. */
export type SkipBody = z.infer<typeof skipBodySchema>

/**
 * A conflict of two logs of one session. `kept` says which one counts: the log of this operation or the other. The one that lost is the
 * revision `revisionId`.
 */
export const conflictSchema = z.object({
  revisionId: z.uuid(),
  kept: z.enum(['this', 'other']),
  /** When the other log was logged, corrected. Null if the server finished the session by itself. */
  otherLoggedAt: instantSchema.nullable(),
  /** The operation that made the other log. Null if none did. Older servers leave it out. */
  otherOperationId: z.uuid().nullable().optional(),
})
/** A parsed `conflictSchema`. */
export type Conflict = z.infer<typeof conflictSchema>

/**
 * The *applied* verdict. It names the operation that it answers: a body without that id is not an answer.
 * `superseded` means that something newer was already there. A log that lost this way is stored as a revision.
 */
export const appliedSchema = z.object({
  operationId: z.uuid(),
  outcome: z.enum(['applied', 'superseded']),
  session: sessionSchema,
  conflict: conflictSchema.nullable(),
})
/** A parsed `appliedSchema`. */
export type Applied = z.infer<typeof appliedSchema>
