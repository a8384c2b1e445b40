import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/db.ts'
import { problemOf } from '../endpoints/problem.ts'
import { sendProblem } from './send.ts'

/** `/healthz`: this process runs. `/readyz`: it can take requests: the database answers, and the server is not shutting down. */
export function serveHealth(app: FastifyInstance, db: Db, closing: () => boolean): void {
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    if (closing()) return sendProblem(reply, problemOf('unavailable'))
    await db.asUser(null).query('select 1')
    return { status: 'ready' }
  })
}
