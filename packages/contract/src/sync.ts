import { z } from 'zod'
import { planSchema, sessionSchema } from './session.ts'
import { instantSchema, localDateSchema } from './time.ts'

/** `GET /v1/sync?cursor=`: what changed since the cursor. The cursor is a version of the account, not a time; 0 asks for everything. */
export const syncQuerySchema = z.object({ cursor: z.coerce.number().int().min(0).default(0) })
/** One page of changes. `cursor` is the cursor for the next request; `serverTime` is RFC 3339. */
export const syncAnswerSchema = z.object({
  sessions: z.array(sessionSchema),
  /** Ids of sessions that were removed from the programme. */
  tombstones: z.array(z.uuid()),
  cursor: z.number().int().min(0),
  /** True if there is another page after this cursor. */
  more: z.boolean(),
  serverTime: instantSchema,
})
/** A parsed `syncAnswerSchema`. */
export type SyncAnswer = z.infer<typeof syncAnswerSchema>

/** `GET /v1/sessions/today?on=`: `on` is the lifter's local day, `YYYY-MM-DD`. */
export const todayQuerySchema = z.object({ on: localDateSchema.optional() })
/** The session to lift today and the next one, as `todaysSession` chooses them. Null if there is none. */
export const todayAnswerSchema = z.object({
  today: sessionSchema.nullable(),
  next: sessionSchema.nullable(),
  serverTime: instantSchema,
})
/** A parsed `todayAnswerSchema`. */
export type TodayAnswer = z.infer<typeof todayAnswerSchema>

/** One session, and the server's time (RFC 3339). */
export const sessionAnswerSchema = z.object({ session: sessionSchema, serverTime: instantSchema })
/** A parsed `sessionAnswerSchema`. */
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>

/** `PUT /v1/sessions/:sessionId/plan`, only for the role `coach`: replaces the whole plan. */
export const putPlanBodySchema = z.strictObject({ plan: planSchema })

/** `GET /v1/server`: what a client must know before a sign-in. `demo`: whether `POST /v1/auth/demo` is on. */
export const serverAnswerSchema = z.object({ name: z.literal('holdfast'), demo: z.boolean(), serverTime: instantSchema })
/** A parsed `serverAnswerSchema`. */
export type ServerAnswer = z.infer<typeof serverAnswerSchema>
