import { rmSync } from 'node:fs'
import { openDb } from '../../apps/api/src/db/openDb.ts'
import type { Db } from '../../apps/api/src/db/db.ts'
import { serve } from '../../apps/api/src/serve.ts'
import { readSettings } from '../../apps/api/src/settings.ts'

// The server process of one test file. Told `start`, it begins as on the first day: another server, on another port, on a database
// that holds the demo accounts alone; so only the first one pays for opening a database. It ends with whoever forked it.

/** What it is told. */
export type Order = 'start' | 'stop'

/** What it answers: the address of the server it started, or why it could not do as it was told. */
export type Report = { done: string } | { failed: string }

const dataDir = process.env['DATA_DIR']
if (!dataDir || !process.send) throw new Error('only e2e/lib/server.ts starts this')
const settings = readSettings({ ...process.env, PORT: '0' }, dataDir)
process.on('disconnect', leave)
if (!process.connected) leave()
const db = await openDb(settings)
let running: Awaited<ReturnType<typeof serve>> | null = null

const orders: Record<Order, () => Promise<string>> = {
  async start() {
    await empty(db)
    running = await serve(settings, db)
    return running.address
  },
  async stop() {
    // A request that hangs belongs to the test that is over.
    running?.app.server.closeAllConnections()
    await running?.app.close()
    running = null
    return 'stopped'
  },
}

process.on('message', (order: Order) => {
  const report = (answer: Report): void => void process.send!(answer)
  orders[order]().then(
    (done) => report({ done }),
    (error: Error) => report({ failed: String(error.stack) }),
  )
})
function leave(): void {
  rmSync(dataDir!, { recursive: true, force: true })
  process.exit()
}

async function empty(db: Db): Promise<void> {
  const [found] = await db.query<{ tables: string }>(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables where schemaname = 'public' and tablename not like 'schema\\_%'`,
  )
  await db.script(`truncate ${found!.tables} restart identity`)
}
