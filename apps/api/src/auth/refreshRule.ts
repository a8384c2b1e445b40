/** A refresh token as it is stored. Times are in ms since 1970. */
export type RefreshToken = { expiresAtMs: number; exchangedAtMs: number | null; revokedAtMs: number | null }

/** What to do with a refresh token that a client sent. */
export type RefreshRuling = 'renew' | 'renewInstead' | 'expired' | 'stolen'

/** How long after its exchange a token may be exchanged again while the tokens made from it stay valid. */
export const GRACE_MS = 60_000

/**
 * Rotation with reuse detection (RFC 9700 §4.14.2) that tolerates a lost answer. A token may be exchanged again while no token made from it
 * was used: the phone then never received them. After the grace window the unused ones are revoked (`renewInstead`), so that a thief and
 * the lifter cannot both stay signed in.
 */
export function refreshRuling(token: RefreshToken, children: readonly RefreshToken[], nowMs: number): RefreshRuling {
  if (token.revokedAtMs !== null) return 'stolen'
  if (token.expiresAtMs <= nowMs) return 'expired'
  if (token.exchangedAtMs === null) return 'renew'
  if (nowMs - token.exchangedAtMs <= GRACE_MS) return 'renew'
  return children.some((child) => child.exchangedAtMs !== null) ? 'stolen' : 'renewInstead'
}
