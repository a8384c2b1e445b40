import {
  actualSetSchema,
  logSchema,
  instantSchema,
  NOTES_CHARACTERS_MAX,
  rpeSchema,
  sessionSchema,
  setTypeSchema,
  weightSchema,
} from '@holdfast/contract'
import { z } from 'zod'
import { exercisesOrderedSchema } from './exerciseOrder.ts'

/** What stands in the cells of a set before its ✓: durable from the first key on. */
export const setDraftSchema = z.object({
  weight: weightSchema.nullable(),
  reps: z.number().int().nullable(),
  rpe: rpeSchema.nullable(),
})
export type SetDraft = z.infer<typeof setDraftSchema>

/** A set the lifter added beside the plan. `key` is the place on screen it was added to; it follows that place through a swap. */
export const addedSetSchema = z.object({ id: z.uuid(), exerciseId: z.uuid(), setType: setTypeSchema, key: z.uuid().optional() })
export type AddedSet = z.infer<typeof addedSetSchema>

/** An exercise by its own name: what a lifter chooses when adding or swapping one. */
export const exerciseRefSchema = z.object({ exerciseId: z.uuid(), name: z.string().min(1).max(120) })
export type ExerciseRef = z.infer<typeof exerciseRefSchema>

/** An exercise the lifter added. `key` is its place on screen; without one the place is called by the id of the exercise. */
export const addedExerciseSchema = exerciseRefSchema.extend({ restSeconds: z.number().int().min(0).nullable(), key: z.uuid().optional() })
export type AddedExercise = z.infer<typeof addedExerciseSchema>

/** A rest by its deadline: wall clock of this device, ms. Nothing counts it, so it survives a kill. */
export const restSchema = z.object({ startedAtMs: z.number(), endsAtMs: z.number() })
export type Rest = z.infer<typeof restSchema>

export const sessionStartedSchema = z.object({
  kind: z.literal('sessionStarted'),
  sessionId: z.uuid(),
  session: sessionSchema,
  startedAt: instantSchema,
  /** Made here, outside any programme: the server learns of it with the first operation. */
  unplanned: z.boolean().optional(),
})

/** Of two logs of a session the lifter settled on one: it is this device's from here on. `session` is what the server had of it then. */
export const logReplacedSchema = z.object({
  kind: z.literal('logReplaced'),
  sessionId: z.uuid(),
  session: sessionSchema,
  log: z.object(logSchema.shape),
})

/**
 * The log took in what the server's copy says newer of a session: sets that are other ones, sets that are gone, and the words about it.
 * `version` is that of the copy. Words are there if they changed.
 */
export const changesTakenSchema = z.object({
  kind: z.literal('changesTaken'),
  sessionId: z.uuid(),
  version: z.number().int(),
  sets: z.array(actualSetSchema),
  goneIds: z.array(z.uuid()),
  notes: z.string().optional(),
  sessionRpe: rpeSchema.nullable().optional(),
})

/**
 * Everything a person does, in the past tense: the `event` of a journal record.
 * A kind this version does not know is kept in the journal and left out of the fold, never dropped.
 */
export const lifterEventSchema = z.discriminatedUnion('kind', [
  sessionStartedSchema,
  z.object({ kind: z.literal('setDrafted'), sessionId: z.uuid(), setId: z.uuid(), draft: setDraftSchema }),
  // `rest` begins with the ✓, or ends with it (null); without it, a correction, the rest goes on as it is.
  z.object({ kind: z.literal('setCompleted'), sessionId: z.uuid(), set: actualSetSchema, rest: restSchema.nullable().optional() }),
  // `logged_at`: when it was taken back; earlier versions of the app do not say.
  z.object({ kind: z.literal('setUncompleted'), sessionId: z.uuid(), setId: z.uuid(), logged_at: instantSchema.optional() }),
  z.object({ kind: z.literal('setAdded'), sessionId: z.uuid(), set: addedSetSchema }),
  // `undoes`: takes an adding back, so that nothing is left to take back again.
  z.object({
    kind: z.literal('setRemoved'),
    sessionId: z.uuid(),
    setId: z.uuid(),
    undoes: z.boolean().optional(),
    logged_at: instantSchema.optional(),
  }),
  // `set` is what was logged there and is logged again.
  z.object({ kind: z.literal('setRestored'), sessionId: z.uuid(), setId: z.uuid(), set: actualSetSchema.nullable() }),
  z.object({
    kind: z.literal('setTypeChanged'),
    sessionId: z.uuid(),
    setId: z.uuid(),
    setType: setTypeSchema,
    set: actualSetSchema.nullable(),
  }),
  z.object({ kind: z.literal('exerciseAdded'), sessionId: z.uuid(), exercise: addedExerciseSchema, sets: z.array(addedSetSchema) }),
  // `exercise` null: back to the one of the plan.
  z.object({ kind: z.literal('exerciseSwapped'), sessionId: z.uuid(), key: z.uuid(), exercise: exerciseRefSchema.nullable() }),
  // `setIds` are the open sets that leave the screen; what was logged stays.
  z.object({
    kind: z.literal('exerciseRemoved'),
    sessionId: z.uuid(),
    key: z.uuid(),
    setIds: z.array(z.uuid()),
    undoes: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('exerciseRestored'), sessionId: z.uuid(), key: z.uuid(), setIds: z.array(z.uuid()) }),
  exercisesOrderedSchema,
  z.object({ kind: z.literal('restChanged'), sessionId: z.uuid(), rest: restSchema.nullable() }),
  z.object({ kind: z.literal('sessionRpeSet'), sessionId: z.uuid(), sessionRpe: rpeSchema.nullable() }),
  z.object({ kind: z.literal('notesWritten'), sessionId: z.uuid(), notes: z.string().max(NOTES_CHARACTERS_MAX) }),
  // `startedAt`: the lifter, or what the sets tell, put the beginning right.
  z.object({
    kind: z.literal('sessionFinished'),
    sessionId: z.uuid(),
    startedAt: instantSchema.optional(),
    completedAt: instantSchema,
    logged_at: instantSchema,
  }),
  z.object({ kind: z.literal('sessionSkipped'), sessionId: z.uuid(), reason: z.string().nullable(), logged_at: instantSchema }),
  z.object({ kind: z.literal('sessionReopened'), sessionId: z.uuid() }),
  z.object({ kind: z.literal('sessionDiscarded'), sessionId: z.uuid() }),
  z.object({ kind: z.literal('sessionLeft'), sessionId: z.uuid() }),
  // A workout of another app, finished there: its log is the session's own.
  z.object({ kind: z.literal('workoutImported'), sessionId: z.uuid(), session: sessionSchema }),
  logReplacedSchema,
  changesTakenSchema,
  /** The server does not know the session any more: from here on it is one outside the programme. */
  z.object({ kind: z.literal('sessionSeparated'), sessionId: z.uuid() }),
])
export type LifterEvent = z.infer<typeof lifterEventSchema>
