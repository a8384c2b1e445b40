import { rm } from 'node:fs/promises'
import { openDb } from '../../apps/api/src/db/openDb.ts'
import type { Db } from '../../apps/api/src/db/db.ts'
import { serve } from '../../apps/api/src/serve.ts'
import { readSettings } from '../../apps/api/src/settings.ts'

// The server process of one test file. Told `start`, it begins as on the first day: another server, on another port, on a database
// that holds the demo accounts alone; so only the first one pays for opening a database. It ends with whoever forked it.

/** What it is told. */
export type Order = 'start' | 'stop'

const dataDir = process.env['DATA_DIR']
if (!dataDir || !process.send) throw new Error('only e2e/lib/server.ts starts this')
const settings = readSettings({ ...process.env, PORT: '0' }, dataDir)
const db = await openDb(settings)
let running: Awaited<ReturnType<typeof serve>> | null = null

const orders: Record<Order, () => Promise<string>> = {
  async start() {
    if (running) throw new Error('the test before did not stop its server')
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

process.on('message', (order: Order) => void orders[order]().then((answer) => process.send!(answer)))
process.on('disconnect', () => void end())

async function end(): Promise<void> {
  await orders.stop()
  await db.close()
  await rm(settings.dataDir, { recursive: true, force: true })
  process.exit()
}

async function empty(db: Db): Promise<void> {
  const [found] = await db.query<{ tables: string }>(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables where schemaname = 'public' and tablename not like 'schema\\_%'`,
  )
  await db.script(`truncate ${found!.tables} restart identity`)
}
