import { createHash } from 'node:crypto'

/** A token as the server looks it up: whose it is, and the SHA-256 of all of it. */
export type TokenKey = { userId: string; hash: string }

/** An opaque token: the user's id, so that it is found on the user's shard, and 256 bits nobody can guess. */
export function newToken(userId: string, secret: string): string {
  return `${userId}.${secret}`
}

/** Where a token would be stored, or null when it is not in the form of one. */
export function tokenKey(token: string): TokenKey | null {
  const found = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[A-Za-z0-9_-]{43}$/.exec(token)
  return found?.[1] === undefined ? null : { userId: found[1], hash: hashOf(token) }
}

/** The stored form of a token. Fast on purpose: 256 random bits need no slow hash. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
