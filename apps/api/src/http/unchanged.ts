import type { FastifyReply, FastifyRequest } from 'fastify'
import type { User } from '../endpoints/user.ts'
import type { Sql } from '../db/db.ts'
import { versionOf } from '../stored/userVersion.ts'

/**
 * Whether the asker already has what they ask for, known from the user's version alone; and the `ETag` for next time. The
 * version is read before the answer, so a change in between makes the next answer whole once too often, never a change missed.
 */
export async function isUnchanged(sql: Sql, user: User, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  // Weak: the answer carries the time too. With the user in it, because a browser may be shared by two of them.
  const etag = `W/"${user.id}-${await versionOf(sql, user.id)}"`
  void reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'Authorization')
  return (request.headers['if-none-match'] ?? '').split(',').some((known) => opaque(known) === opaque(etag))
}

function opaque(etag: string): string {
  return etag.trim().replace(/^W\//, '')
}
