import compress from '@fastify/compress'
import fastify, { LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { handlers } from './handlers.ts'
import { allowOrigins } from './http/cors.ts'
import { answerFailure, answerFailures } from './http/failures.ts'
import { serveHealth } from './http/health.ts'
import { BODY_BYTES_MAX, readJsonBodies } from './http/jsonBody.ts'
import { rateLimit } from './http/rateLimit.ts'
import { serveEndpoints } from './http/routes.ts'
import { secureAnswers } from './http/securityHeaders.ts'
import { answerUnknownAddress } from './http/unknownAddress.ts'
import { meteredDb } from './metrics/meteredDb.ts'
import { createMetrics } from './metrics/metrics.ts'
import type { Metrics } from './metrics/metrics.ts'
import { serveMetrics, timeRequests } from './http/serveMetrics.ts'
import { serveDocument } from './openapi/serveDocument.ts'
import type { Ports } from './ports.ts'
import { answerNavigation, readableUrl, serveWebFiles } from './web/webFiles.ts'

export type AppOptions = Omit<Ports, 'metrics'> & {
  metrics?: Metrics
  /** The folder of the exported web app, if this server serves it. */
  webDir?: string
  /** Origins other than our own that may call the API from a browser. */
  corsOrigins?: readonly string[]
  logLevel?: string
  /** The limits per minute: sign-ins of one address, operations of one account. 0 or undefined means no limit. */
  signInsPerMinute?: number
  operationsPerMinute?: number
  /** The reverse proxies that may state the caller's address. */
  trustedProxies?: readonly string[]
  /** The token that `/metrics` requires; null lets everybody read it. */
  metricsToken?: string | null
}

/** The whole server, not yet listening: call `inject` in tests, `listen` otherwise. The caller closes the database. */
export function createApp({ webDir, corsOrigins = [], logLevel = 'silent', ...options }: AppOptions): FastifyInstance {
  const { clock, random, demo, metrics = createMetrics({ ofProcess: false }), metricsToken = null, trustedProxies = [] } = options
  const ports: Ports = { db: meteredDb(options.db, metrics), clock, random, demo, metrics }
  if (options.db.connections) metrics.pool(options.db.connections)
  const limits = {
    signingIn: rateLimit(options.signInsPerMinute ?? 0, clock),
    operations: rateLimit(options.operationsPerMinute ?? 0, clock),
  }
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // A log line per request would record when a lifter trains. Failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: logLevel },
    // A request that arrives on an open connection during shutdown is still served: the phone waits for its answer.
    return503OnClosing: false,
    ...(webDir === undefined ? {} : { rewriteUrl: readableUrl }),
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply),
  })
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  // Without this, a keep-alive connection holds the server open for more than a minute after its last answer.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close')
  })
  timeRequests(app, metrics)
  secureAnswers(app, webDir)
  readJsonBodies(app)
  answerFailures(app)
  allowOrigins(app, corsOrigins)
  void app.register(compress, { encodings: ['br', 'gzip'] })
  if (webDir === undefined) app.setNotFoundHandler(answerUnknownAddress)
  else {
    serveWebFiles(app, webDir)
    app.setNotFoundHandler((request, reply) => answerNavigation(webDir, request, reply))
  }
  void app.register(async (api) => {
    serveHealth(api, ports.db, () => closing)
    serveMetrics(api, metrics, metricsToken)
    serveDocument(api)
    serveEndpoints(api, ports, handlers, limits)
  })
  return app
}
