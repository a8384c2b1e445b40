import { z } from 'zod'
import { planSchema, sessionSchema } from './session.ts'
import { instantSchema, localDateSchema } from './time.ts'

/** `GET /v1/sync?cursor=`: everything that changed since the cursor, which is the user's version and never a time. */
export const syncQuerySchema = z.object({ cursor: z.coerce.number().int().min(0).default(0) })
export const syncAnswerSchema = z.object({
  sessions: z.array(sessionSchema),
  /** Sessions that are gone. */
  tombstones: z.array(z.uuid()),
  cursor: z.number().int().min(0),
  /** True when another page waits behind this cursor. */
  more: z.boolean(),
  serverTime: instantSchema,
})
export type SyncAnswer = z.infer<typeof syncAnswerSchema>

/** `GET /v1/sessions/today?on=`: `on` is the lifter's local day. */
export const todayQuerySchema = z.object({ on: localDateSchema.optional() })
export const todayAnswerSchema = z.object({
  today: sessionSchema.nullable(),
  next: sessionSchema.nullable(),
  serverTime: instantSchema,
})
export type TodayAnswer = z.infer<typeof todayAnswerSchema>

export const sessionAnswerSchema = z.object({ session: sessionSchema, serverTime: instantSchema })
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>

/** `PUT /v1/sessions/:sessionId/plan`, role `coach`. */
export const putPlanBodySchema = z.strictObject({ plan: planSchema })

/** `GET /v1/server`: what a client must know before it signs in. */
export const serverAnswerSchema = z.object({ name: z.literal('holdfast'), demo: z.boolean(), serverTime: instantSchema })
export type ServerAnswer = z.infer<typeof serverAnswerSchema>
