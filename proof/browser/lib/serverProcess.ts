import type { Db } from '../../../apps/api/src/db/db.ts'
import { migrate } from '../../../apps/api/src/db/migrate.ts'
import { serve } from '../../../apps/api/src/serve.ts'
import { readSettings } from '../../../apps/api/src/settings.ts'
import { memoryDb } from '../../../apps/api/test/support/memoryDb.ts'

// The server process of one test file. On `start` it starts a new server, on another port, with a database that holds only the demo
// accounts; so the cost of opening a database is paid once. The database is in memory: no browser test cuts the server's power, and half of
// the start time was fsync. It ends with its parent process.

/** The orders to the process. */
export type Order = 'start' | 'stop'

/** The answer of the process: the address of the server it started, or why the order failed. */
export type Report = { done: string } | { failed: string }

if (!process.send) throw new Error('only proof/browser/lib/server.ts starts this')
process.on('disconnect', () => process.exit())
if (!process.connected) process.exit()
const settings = readSettings({ ...process.env, PORT: '0' }, 'no folder')
const db = await memoryDb(process.env['SEEDED_CLUSTER'])
await migrate(db)
let running: Awaited<ReturnType<typeof serve>> | null = null
/** The day whose initial rows are kept in the schema `first_day`. The demo's programme begins today. */
let keptDay: string | null = null

const orders: Record<Order, () => Promise<string>> = {
  async start() {
    const today = new Date().toISOString().slice(0, 10)
    await toFirstDay(db, keptDay === today)
    running = await serve(settings, db)
    if (keptDay !== today) await keepFirstDay(db)
    keptDay = today
    return running.address
  },
  async stop() {
    // A hanging request belongs to the test that is over.
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

/** Empties every table and inserts the rows that were kept: seeding again takes ten times as long. */
async function toFirstDay(on: Db, isKept: boolean): Promise<void> {
  const tables = await tablesOf(on)
  const kept = tables.map((table) => `insert into public.${table} select * from first_day.${table};`)
  await on.script(`
    truncate ${tables.map((table) => `public.${table}`).join(', ')};
    set session_replication_role = replica; -- in any order, whatever refers to whatever
    ${isKept ? kept.join('\n') : ''}
    reset session_replication_role;`)
}

async function keepFirstDay(on: Db): Promise<void> {
  const copies = (await tablesOf(on)).map((table) => `create table first_day.${table} as table public.${table};`)
  await on.script(`drop schema if exists first_day cascade; create schema first_day; ${copies.join('\n')}`)
}

async function tablesOf(on: Db): Promise<string[]> {
  const found = await on.query<{ name: string }>(
    `select format('%I', tablename) as name from pg_tables where schemaname = 'public' and tablename not like 'schema\\_%'`,
  )
  return found.map(({ name }) => name)
}
