import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { problemOf } from '../endpoints/problem.ts'
import { sendProblem } from './send.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** Times every request. All unknown addresses count as one route; otherwise a scanner could fill the memory. */
export function timeRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.answered({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  })
}

/** `/metrics`, for Prometheus. If a token is set, only a request with it is answered. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics, token: string | null): void {
  app.get('/metrics', async (request, reply) => {
    const brought = request.headers.authorization ?? ''
    if (token !== null && !isSame(brought, `Bearer ${token}`)) return sendProblem(reply, problemOf('unauthenticated'))
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
