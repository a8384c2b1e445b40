import {
  actualSetSchema,
  completeBodySchema,
  instantSchema,
  NOTES_CHARACTERS_MAX,
  rpeSchema,
  sessionSchema,
  setTypeSchema,
  weightSchema,
} from '@holdfast/contract'
import { z } from 'zod'

/** What stands in the cells of a set before its ✓: durable from the first key on. */
export const setDraftSchema = z.object({
  weight: weightSchema.nullable(),
  reps: z.number().int().nullable(),
  rpe: rpeSchema.nullable(),
})
export type SetDraft = z.infer<typeof setDraftSchema>

/** A set the lifter added beside the plan. */
export const addedSetSchema = z.object({ id: z.uuid(), exerciseId: z.uuid(), setType: setTypeSchema })
export type AddedSet = z.infer<typeof addedSetSchema>

export const sessionStartedSchema = z.object({
  kind: z.literal('sessionStarted'),
  sessionId: z.uuid(),
  session: sessionSchema,
  startedAt: instantSchema,
})

/** Of two logs of a session the lifter settled on one: it is this device's from here on. `session` is what the server had of it then. */
export const logReplacedSchema = z.object({
  kind: z.literal('logReplaced'),
  sessionId: z.uuid(),
  session: sessionSchema,
  log: z.object(completeBodySchema.shape),
})

/**
 * Everything a person does, in the past tense: the `event` of a journal record.
 * A kind this version does not know is kept in the journal and left out of the fold, never dropped.
 */
export const lifterEventSchema = z.discriminatedUnion('kind', [
  sessionStartedSchema,
  z.object({ kind: z.literal('setDrafted'), sessionId: z.uuid(), setId: z.uuid(), draft: setDraftSchema }),
  z.object({ kind: z.literal('setCompleted'), sessionId: z.uuid(), set: actualSetSchema }),
  z.object({ kind: z.literal('setUncompleted'), sessionId: z.uuid(), setId: z.uuid() }),
  z.object({ kind: z.literal('setAdded'), sessionId: z.uuid(), set: addedSetSchema }),
  z.object({ kind: z.literal('setRemoved'), sessionId: z.uuid(), setId: z.uuid() }),
  z.object({ kind: z.literal('sessionRpeSet'), sessionId: z.uuid(), sessionRpe: rpeSchema.nullable() }),
  z.object({ kind: z.literal('notesWritten'), sessionId: z.uuid(), notes: z.string().max(NOTES_CHARACTERS_MAX) }),
  z.object({ kind: z.literal('sessionFinished'), sessionId: z.uuid(), completedAt: instantSchema, logged_at: instantSchema }),
  z.object({ kind: z.literal('sessionSkipped'), sessionId: z.uuid(), reason: z.string().nullable(), logged_at: instantSchema }),
  z.object({ kind: z.literal('sessionLeft'), sessionId: z.uuid() }),
  logReplacedSchema,
])
export type LifterEvent = z.infer<typeof lifterEventSchema>
