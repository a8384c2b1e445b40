import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { CannotStart } from '../cannotStart.ts'
import { makeAppRole } from './appRole.ts'
import { commit } from './db.ts'
import type { Db } from './db.ts'
import { sqlStateOf } from './unavailable.ts'

/** One step of the schema: its file name and its SQL. */
export type Migration = { name: string; sql: string }

const LEDGER = `
  create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now());
  create table if not exists schema_lock (id int primary key);
  insert into schema_lock (id) values (1) on conflict do nothing;`

/** The migrations of this build, in order. */
export function knownMigrations(): Migration[] {
  const folder = new URL('./migrations/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))
}

/**
 * Brings the schema up to date, with one transaction per file. Several processes may start at once: one holds a lock row and applies, the
 * others wait. Throws `CannotStart` when a file was changed after it was applied.
 */
export async function migrate(db: Db, migrations: readonly Migration[] = knownMigrations()): Promise<void> {
  await makeAppRole(db)
  await makeLedger(db)
  for (const migration of migrations) await apply(db, migration)
}

// `create table if not exists` is not safe when two processes run it at once: the slower one gets a unique violation in the catalogue. When
// it tries again, the table exists.
async function makeLedger(db: Db): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.script(LEDGER)
    } catch (error) {
      const state = sqlStateOf(error)
      const raced = state === '23505' || state === '42P07' || state === '42710'
      if (!raced || tries === 5) throw error
    }
  }
}

async function apply(db: Db, { name, sql: text }: Migration): Promise<void> {
  const checksum = createHash('sha256').update(text).digest('hex')
  await db.tx(async (sql) => {
    await sql.script(`set local lock_timeout = '120s'; set local statement_timeout = '600s'`)
    await sql.query('select id from schema_lock where id = 1 for update')
    const [applied] = await sql.query<{ checksum: string }>('select checksum from schema_migrations where name = $1', [name])
    if (applied && applied.checksum !== checksum) {
      throw new CannotStart(`The migration ${name} was changed after it had been applied to this database.`)
    }
    if (!applied) {
      await sql.script(text)
      await sql.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum])
    }
    return commit(undefined)
  })
}
