import { z } from 'zod'
import { personText } from './text.ts'

/** What an account may do. Only a coach may change the plan of a session. */
export const roleSchema = z.enum(['lifter', 'coach'])
/** A parsed `roleSchema`. */
export type Role = z.infer<typeof roleSchema>

/** The account that a sign-in belongs to. `id` is a UUID; `name` has at most 80 UTF-16 units. */
export const accountSchema = z.object({ id: z.uuid(), email: z.email(), name: personText(80), role: roleSchema })
/** A parsed `accountSchema`. */
export type Account = z.infer<typeof accountSchema>

/** `POST /v1/auth/register`. Email at most 254 characters, password 10 to 200, name 1 to 80. */
export const registerBodySchema = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(10).max(200),
  name: personText(80).min(1),
})
/** A parsed `registerBodySchema`. */
export type RegisterBody = z.infer<typeof registerBodySchema>

/** `POST /v1/auth/login`. No format rules, only upper limits: a wrong value is answered `credentials_wrong`, not as a bad field. */
export const loginBodySchema = z.strictObject({ email: z.string().max(254), password: z.string().max(200) })
/** A parsed `loginBodySchema`. */
export type LoginBody = z.infer<typeof loginBodySchema>

/** Body of `POST /v1/auth/refresh` and of `POST /v1/auth/logout`. */
export const refreshBodySchema = z.strictObject({ refreshToken: z.string().max(200) })

/** The answer to a sign-in: the account, a short-lived access token, and a refresh token that is replaced at each use. */
export const signedInSchema = z.object({
  account: accountSchema,
  accessToken: z.string(),
  /** Seconds until the access token expires. */
  expiresIn: z.number().int(),
  refreshToken: z.string(),
})
/** A parsed `signedInSchema`. */
export type SignedIn = z.infer<typeof signedInSchema>
