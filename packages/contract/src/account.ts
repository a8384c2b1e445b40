import { z } from 'zod'
import { personText } from './text.ts'

export const roleSchema = z.enum(['lifter', 'coach'])
export type Role = z.infer<typeof roleSchema>

export const accountSchema = z.object({ id: z.uuid(), email: z.email(), name: personText(80), role: roleSchema })
export type Account = z.infer<typeof accountSchema>

export const registerBodySchema = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(10).max(200),
  name: personText(80).min(1),
})
export type RegisterBody = z.infer<typeof registerBodySchema>

export const loginBodySchema = z.strictObject({ email: z.string().max(254), password: z.string().max(200) })
export type LoginBody = z.infer<typeof loginBodySchema>

export const refreshBodySchema = z.strictObject({ refreshToken: z.string().max(200) })

/** What signing in answers: who, a short-lived access token, and a refresh token that is replaced at each use. */
export const signedInSchema = z.object({
  account: accountSchema,
  accessToken: z.string(),
  /** Seconds until the access token expires. */
  expiresIn: z.number().int(),
  refreshToken: z.string(),
})
export type SignedIn = z.infer<typeof signedInSchema>
