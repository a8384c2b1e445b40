import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import { CannotStart, reasonOf } from './cannotStart.ts'
import { systemClock } from './clock.ts'
import type { Db } from './db/db.ts'
import { seedDemo } from './demo/seedDemo.ts'
import { createMetrics } from './metrics/metrics.ts'
import { systemRandom } from './random.ts'
import { autoFinaliseRegularly } from './stored/autoFinalise.ts'
import type { Settings } from './settings.ts'

/**
 * Starts the server on a database; answers it, listening, with the address it can be reached at. Throws `CannotStart` when it cannot
 * listen.
 */
export async function serve(settings: Settings, db: Db): Promise<{ app: FastifyInstance; address: string }> {
  const { demo, demoPassword, webDir, host, port } = settings
  const ports = { db, clock: systemClock, random: systemRandom, demo }
  if (demo) await seedDemo(ports, demoPassword)
  const { corsOrigins, logLevel, signInsPerMinute, operationsPerMinute, trustedProxies, metricsToken } = settings
  const told = { corsOrigins, logLevel, signInsPerMinute, operationsPerMinute, trustedProxies, metricsToken }
  const metrics = createMetrics({ ofProcess: true })
  const app = createApp({ ...ports, ...told, metrics, ...(webDir === null ? {} : { webDir: resolve(webDir) }) })
  let stop = async () => {}
  app.addHook('onClose', () => stop())
  await listen(app, host, port)
  stop = autoFinaliseRegularly(db, systemClock, (error) => app.log.warn({ failure: reasonOf(error) }, 'nothing was auto-finalised'))
  const address = app.server.address()
  const openPort = typeof address === 'object' && address !== null ? address.port : port
  return { app, address: `http://${reachable(host)}:${openPort}` }
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw new CannotStart(
      taken
        ? `Port ${port} on ${host} is already in use. Stop what uses it, or choose another with PORT.`
        : `Holdfast cannot listen on ${host} port ${port} (${reasonOf(error)}).`,
    )
  }
}

// 0.0.0.0 and :: mean every address; a browser needs a real one.
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
