/** A refresh token as it is stored; times in milliseconds. */
export type RefreshToken = { expiresAtMs: number; exchangedAtMs: number | null; revokedAtMs: number | null }

/** What to do with a refresh token that is presented. */
export type RefreshRuling = 'renew' | 'renewInstead' | 'expired' | 'stolen'

/** How long a token that was just exchanged may be exchanged again without a second thought. */
export const GRACE_MS = 60_000

/**
 * Rotation with reuse detection (RFC 9700 §4.14.2) that forgives a lost answer. A token may be exchanged again while none of
 * the tokens made from it has been used: then its answer was lost, and the phone holds nothing newer. After the grace window
 * the unused ones are revoked (`renewInstead`), so a thief and the lifter cannot both go on.
 */
export function refreshRuling(token: RefreshToken, children: readonly RefreshToken[], nowMs: number): RefreshRuling {
  if (token.revokedAtMs !== null) return 'stolen'
  if (token.expiresAtMs <= nowMs) return 'expired'
  if (token.exchangedAtMs === null) return 'renew'
  if (nowMs - token.exchangedAtMs <= GRACE_MS) return 'renew'
  return children.some((child) => child.exchangedAtMs !== null) ? 'stolen' : 'renewInstead'
}
