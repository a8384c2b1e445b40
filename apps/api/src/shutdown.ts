import type { FastifyInstance } from 'fastify'
import type { Db } from './db/db.ts'

const CONNECTIONS_MS = 8_000
const EXIT_MS = 10_000

/**
 * On SIGTERM and SIGINT: accepts nothing new, finishes what was accepted, closes the database, and exits. Connections still open after 8 s
 * are cut. After 10 s the process ends. Unanswered requests have no verdict, so the phones send them again.
 */
export function closeOnSignal(app: FastifyInstance, db: Db): void {
  let closing = false
  const close = () => {
    if (closing) return
    closing = true
    setTimeout(() => app.server.closeAllConnections(), CONNECTIONS_MS).unref()
    setTimeout(() => process.exit(1), EXIT_MS).unref()
    app
      .close()
      .then(() => db.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}
