import { renew, signOut } from '../auth/refreshTokens.ts'
import type { OpenHandler } from '../endpoints/handler.ts'

/** Exchanges a refresh token for new tokens. */
export const refresh: OpenHandler<'refresh'> = ({ db, clock, random, body }) => renew(db, { clock, random }, body.refreshToken)

/** Ends the sign-in of a refresh token. */
export const logout: OpenHandler<'logout'> = async ({ db, body }) => {
  await signOut(db, body.refreshToken)
  return {}
}
