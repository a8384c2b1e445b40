import { createHash } from 'node:crypto'

/** What the server looks a token up by: the user, and the SHA-256 of the whole token. */
export type TokenKey = { userId: string; hash: string }

/** An opaque token: the user id, which leads to the user's shard, and 256 random bits. */
export function newToken(userId: string, secret: string): string {
  return `${userId}.${secret}`
}

/** The key of a token, or null when the text has not the form of a token. */
export function tokenKey(token: string): TokenKey | null {
  const found = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[A-Za-z0-9_-]{43}$/.exec(token)
  return found?.[1] === undefined ? null : { userId: found[1], hash: hashOf(token) }
}

/** The stored form of a token. A fast hash is enough for 256 random bits. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
