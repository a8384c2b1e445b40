import type { FastifyReply, FastifyRequest } from 'fastify'
import type { User } from '../endpoints/user.ts'
import type { Sql } from '../db/db.ts'
import { versionOf } from '../stored/userVersion.ts'

/**
 * Whether the client already has the answer, decided from the user's version alone; sets the `ETag`. The version is read before the answer.
 * So a change in between costs one needless full answer, and no change is missed.
 */
export async function isUnchanged(sql: Sql, user: User, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  // Weak, because the answer holds the time too. It holds the user id, because two users may share a browser.
  const etag = `W/"${user.id}-${await versionOf(sql, user.id)}"`
  void reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'Authorization')
  return (request.headers['if-none-match'] ?? '').split(',').some((known) => opaque(known) === opaque(etag))
}

function opaque(etag: string): string {
  return etag.trim().replace(/^W\//, '')
}
