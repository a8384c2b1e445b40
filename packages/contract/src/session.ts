import { z } from 'zod'
import { personText } from './text.ts'
import { instantSchema, localDateSchema } from './time.ts'
import { weightSchema } from './weight.ts'

/** The kind of a set. Warm-up sets are left out of volumes. */
export const setTypeSchema = z.enum(['warmup', 'working', 'drop', 'failure'])
/** A parsed `setTypeSchema`. */
export type SetType = z.infer<typeof setTypeSchema>

/** Rate of perceived exertion, 6 to 10 in steps of 0.5 (Tuchscherer's scale). */
export const rpeSchema = z.number().min(6).max(10).multipleOf(0.5)

/** The longest notes, in UTF-16 units. */
export const NOTES_CHARACTERS_MAX = 2000
/** The most sets in one session. */
export const SETS_PER_SESSION_MAX = 200

/** An id of a plan, in lower case: the server answers the ids of logged sets in lower case, and some clients write ids in capitals. */
const planId = z.uuid().toLowerCase()

/** One set of a plan. Null means that the plan leaves the value open. `isAmrap`: as many repetitions as possible. */
export const plannedSetSchema = z.object({
  id: planId,
  setType: setTypeSchema,
  isAmrap: z.boolean(),
  reps: z.number().int().min(0).max(999).nullable(),
  weight: weightSchema.nullable(),
  targetRpe: rpeSchema.nullable(),
})
/** A parsed `plannedSetSchema`. */
export type PlannedSet = z.infer<typeof plannedSetSchema>

/** One exercise of a plan with at most 50 sets. `order` sorts the exercises; `restSeconds` is 0 to 3600. */
export const plannedExerciseSchema = z.object({
  id: planId,
  exerciseId: planId,
  name: personText(120),
  order: z.number().int().min(0),
  restSeconds: z.number().int().min(0).max(3600).nullable(),
  notes: personText(NOTES_CHARACTERS_MAX),
  sets: z.array(plannedSetSchema).max(50),
})
/** A parsed `plannedExerciseSchema`. */
export type PlannedExercise = z.infer<typeof plannedExerciseSchema>

/** The plan of one session, at most 50 exercises. Only the server changes it. */
export const planSchema = z.array(plannedExerciseSchema).max(50)
/** A parsed `planSchema`. */
export type Plan = z.infer<typeof planSchema>

/**
 * One set that was lifted. A planned set has the id from the plan, so two devices that log it write the same row. An added set has a new
 * id. `completedAt` is when it was lifted. `logged_at` is when this version was written, and decides between two versions.
 */
export const actualSetSchema = z.object({
  id: z.uuid(),
  exerciseId: z.uuid(),
  /** The name of the exercise when the set was lifted. Older apps leave it out if the plan has it. */
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
/** A parsed `actualSetSchema`. */
export type ActualSet = z.infer<typeof actualSetSchema>

/** The state of a session on the server. */
export const sessionStatusSchema = z.enum(['planned', 'in_progress', 'completed', 'skipped'])
/** A parsed `sessionStatusSchema`. */
export type SessionStatus = z.infer<typeof sessionStatusSchema>

/** A session as the server answers it: the plan, which is the server's, and the log that it has stored, which is the lifter's. */
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
  /** The server finished it, twelve hours after the last set. Any log of the lifter replaces it, whenever it arrives. */
  autoFinalised: z.boolean().optional(),
  /** The version of the account at which this session last changed. Larger is newer. */
  version: z.number().int().min(0),
  revisionCount: z.number().int().min(0),
  /**
   * If there are revisions: the operation of the log that counts, then those of the revisions, oldest first. Null where no operation made the
   * log: a session that the server finished by itself, or one in progress.
   */
  logOperationIds: z.array(z.uuid().nullable()).optional(),
})
/** A parsed `sessionSchema`. */
export type Session = z.infer<typeof sessionSchema>

/** The sets of a plan in the order in which they are lifted. */
export function plannedSetsOf(plan: Plan): PlannedSet[] {
  return [...plan].sort((a, b) => a.order - b.order).flatMap((exercise) => exercise.sets)
}
