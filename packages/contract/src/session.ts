import { z } from 'zod'
import { personText } from './text.ts'
import { instantSchema, localDateSchema } from './time.ts'
import { weightSchema } from './weight.ts'

export const setTypeSchema = z.enum(['warmup', 'working', 'drop', 'failure'])
export type SetType = z.infer<typeof setTypeSchema>

/** Rate of perceived exertion, 6 to 10 by 0.5 (Tuchscherer's scale). */
export const rpeSchema = z.number().min(6).max(10).multipleOf(0.5)

export const NOTES_CHARACTERS_MAX = 2000
export const SETS_PER_SESSION_MAX = 200

/** An id of a plan, in one spelling: the ids of logged sets are told in lower case, and some programs write theirs in capitals. */
const planId = z.uuid().toLowerCase()

export const plannedSetSchema = z.object({
  id: planId,
  setType: setTypeSchema,
  isAmrap: z.boolean(),
  reps: z.number().int().min(0).max(999).nullable(),
  weight: weightSchema.nullable(),
  targetRpe: rpeSchema.nullable(),
})
export type PlannedSet = z.infer<typeof plannedSetSchema>

export const plannedExerciseSchema = z.object({
  id: planId,
  exerciseId: planId,
  name: personText(120),
  order: z.number().int().min(0),
  restSeconds: z.number().int().min(0).max(3600).nullable(),
  notes: personText(NOTES_CHARACTERS_MAX),
  sets: z.array(plannedSetSchema).max(50),
})
export type PlannedExercise = z.infer<typeof plannedExerciseSchema>

/** The plan of one session. The server's. */
export const planSchema = z.array(plannedExerciseSchema).max(50)
export type Plan = z.infer<typeof planSchema>

/**
 * One set the lifter did. A planned set keeps the id of its plan, so two devices that log it meet on one row;
 * an added set brings an id of its own. `completedAt` is when it was lifted; `logged_at` is when this version was
 * written, and decides between two versions.
 */
export const actualSetSchema = z.object({
  id: z.uuid(),
  exerciseId: z.uuid(),
  /** What the exercise was called when the set was lifted. Sets of older apps leave it out where the plan says it. */
  exerciseName: personText(120).optional(),
  plannedSetId: z.uuid().nullable(),
  setType: setTypeSchema,
  setOrder: z.number().int().min(0).max(9999),
  weight: weightSchema.nullable(),
  reps: z.number().int().min(0).max(999).nullable(),
  rpe: rpeSchema.nullable(),
  completedAt: instantSchema,
  logged_at: instantSchema,
})
export type ActualSet = z.infer<typeof actualSetSchema>

export const sessionStatusSchema = z.enum(['planned', 'in_progress', 'completed', 'skipped'])
export type SessionStatus = z.infer<typeof sessionStatusSchema>

/** A session as the server tells it: the plan (its own) and the log it has durably recorded (the lifter's). */
export const sessionSchema = z.object({
  id: z.uuid(),
  title: personText(120),
  programme: z.object({ id: z.uuid(), name: personText(120), week: z.number().int(), day: personText(40) }).nullable(),
  scheduledOn: localDateSchema,
  status: sessionStatusSchema,
  plan: planSchema,
  planVersion: z.number().int().min(1),
  actualSets: z.array(actualSetSchema),
  sessionRpe: rpeSchema.nullable(),
  notes: personText(NOTES_CHARACTERS_MAX),
  startedAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
  skipReason: personText(200).nullable(),
  logged_at: instantSchema.nullable(),
  /** The server finished it, because its lifter did not for hours. A log of the lifter's own replaces it, whenever it comes. */
  autoFinalised: z.boolean().optional(),
  /** The user's version at which this session last changed: larger is newer. */
  version: z.number().int().min(0),
  revisionCount: z.number().int().min(0),
  /**
   * Where there are revisions, whose they are: the operation of what stands, then those of the revisions, oldest first. Null where nobody's
   * operation made it: what the server finished by itself, and work in progress.
   */
  logOperationIds: z.array(z.uuid().nullable()).optional(),
})
export type Session = z.infer<typeof sessionSchema>

/** The planned sets of a plan, in the order they are lifted. */
export function plannedSetsOf(plan: Plan): PlannedSet[] {
  return [...plan].sort((a, b) => a.order - b.order).flatMap((exercise) => exercise.sets)
}
