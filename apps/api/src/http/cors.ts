import { IDEMPOTENCY_KEY_HEADER, OPERATION_ID_HEADER, SENT_AT_HEADER } from '@holdfast/contract'
import type { FastifyInstance } from 'fastify'

/** Lets these origins call the API from a browser. Without any, only pages of this server can. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    void reply.header('vary', 'Origin')
    if (origin === undefined || !origins.includes(origin)) return
    void reply.header('access-control-allow-origin', origin)
    void reply.header('access-control-expose-headers', `date, etag, retry-after, ${OPERATION_ID_HEADER}`)
    if (request.method !== 'OPTIONS') return
    void reply.header('access-control-allow-methods', 'GET, PUT, POST, DELETE')
    void reply.header(
      'access-control-allow-headers',
      `authorization, content-type, if-none-match, ${IDEMPOTENCY_KEY_HEADER}, ${SENT_AT_HEADER}`,
    )
    void reply.header('access-control-max-age', '7200')
    return reply.code(204).send()
  })
}
