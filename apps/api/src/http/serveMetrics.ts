import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { problemOf } from '../endpoints/problem.ts'
import { sendProblem } from './send.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** Times every request. Addresses nobody serves are one route, or a scanner would fill the memory with them. */
export function timeRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.answered({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  })
}

/** `/metrics`, for Prometheus. With a token, only for whoever brings it. */
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
