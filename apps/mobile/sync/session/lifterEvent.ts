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

/** What the cells of a set hold before its ✓. It is durable from the first key on. */
export const setDraftSchema = z.object({
  weight: weightSchema.nullable(),
  reps: z.number().int().nullable(),
  rpe: rpeSchema.nullable(),
})
export type SetDraft = z.infer<typeof setDraftSchema>

/** A set that the lifter added to the plan. `key` names the place it was added to; the set follows that place through a swap. */
export const addedSetSchema = z.object({ id: z.uuid(), exerciseId: z.uuid(), setType: setTypeSchema, key: z.uuid().optional() })
export type AddedSet = z.infer<typeof addedSetSchema>

/** An exercise that the lifter chooses when adding or swapping one. */
export const exerciseRefSchema = z.object({ exerciseId: z.uuid(), name: z.string().min(1).max(120) })
export type ExerciseRef = z.infer<typeof exerciseRefSchema>

/** An exercise that the lifter added. `key` names its place; without one the place is named by the id of the exercise. */
export const addedExerciseSchema = exerciseRefSchema.extend({ restSeconds: z.number().int().min(0).nullable(), key: z.uuid().optional() })
export type AddedExercise = z.infer<typeof addedExerciseSchema>

/** A rest, stored by its deadline: ms of this device's wall clock. Nothing counts down, so it survives a kill. */
export const restSchema = z.object({ startedAtMs: z.number(), endsAtMs: z.number() })
export type Rest = z.infer<typeof restSchema>

export const sessionStartedSchema = z.object({
  kind: z.literal('sessionStarted'),
  sessionId: z.uuid(),
  session: sessionSchema,
  startedAt: instantSchema,
  /** The session was made on this device, outside any programme. The server gets it with the first operation. */
  unplanned: z.boolean().optional(),
})

/** The lifter chose one of two logs of a session; it is this device's log from then on. `session` is the server's copy at that time. */
export const logReplacedSchema = z.object({
  kind: z.literal('logReplaced'),
  sessionId: z.uuid(),
  session: sessionSchema,
  log: z.object(logSchema.shape),
})

/**
 * The log includes from now on what is newer in the server's copy: changed sets, removed sets, notes and session RPE. `version` is that of
 * the copy. `notes` and `sessionRpe` are given only if they changed.
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
 * Everything a person does, in the past tense: the `event` of a journal record. An event of a kind that this version does not know stays in
 * the journal; the fold skips it.
 */
export const lifterEventSchema = z.discriminatedUnion('kind', [
  sessionStartedSchema,
  z.object({ kind: z.literal('setDrafted'), sessionId: z.uuid(), setId: z.uuid(), draft: setDraftSchema }),
  // `rest` begins or ends (null) with the ✓. A correction has no `rest`: the rest goes on unchanged.
  z.object({ kind: z.literal('setCompleted'), sessionId: z.uuid(), set: actualSetSchema, rest: restSchema.nullable().optional() }),
  // `logged_at`: when the set was taken back. Earlier versions of the app do not store it.
  z.object({ kind: z.literal('setUncompleted'), sessionId: z.uuid(), setId: z.uuid(), logged_at: instantSchema.optional() }),
  z.object({ kind: z.literal('setAdded'), sessionId: z.uuid(), set: addedSetSchema }),
  // `undoes`: the event undoes an added set, so it cannot be undone itself.
  z.object({
    kind: z.literal('setRemoved'),
    sessionId: z.uuid(),
    setId: z.uuid(),
    undoes: z.boolean().optional(),
    logged_at: instantSchema.optional(),
  }),
  // `set` is what was logged before the removal; it is logged again.
  z.object({ kind: z.literal('setRestored'), sessionId: z.uuid(), setId: z.uuid(), set: actualSetSchema.nullable() }),
  z.object({
    kind: z.literal('setTypeChanged'),
    sessionId: z.uuid(),
    setId: z.uuid(),
    setType: setTypeSchema,
    set: actualSetSchema.nullable(),
  }),
  z.object({ kind: z.literal('exerciseAdded'), sessionId: z.uuid(), exercise: addedExerciseSchema, sets: z.array(addedSetSchema) }),
  // `exercise` null: the exercise of the plan again.
  z.object({ kind: z.literal('exerciseSwapped'), sessionId: z.uuid(), key: z.uuid(), exercise: exerciseRefSchema.nullable() }),
  // `setIds` are the open sets that leave the screen. Logged sets stay.
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
  // `startedAt` is given when the lifter, or the times of the sets, corrected the start.
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
  // A workout that was finished in another app. `session` holds its log.
  z.object({ kind: z.literal('workoutImported'), sessionId: z.uuid(), session: sessionSchema }),
  logReplacedSchema,
  changesTakenSchema,
  /** The server does not know the session any more. From now on it is a session outside the programme. */
  z.object({ kind: z.literal('sessionSeparated'), sessionId: z.uuid() }),
])
export type LifterEvent = z.infer<typeof lifterEventSchema>
