import { after, before, describe } from 'node:test'
import type { Db } from '../../src/db/db.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPgDb } from '../../src/db/pgDb.ts'
import { memoryDb } from './memoryDb.ts'
import { postgresPrograms, startPostgres } from './postgres.ts'

/** A migrated database for the tests of one file; every test brings its own users. `url` is null for the embedded one. */
export type Engine = { readonly db: Db; readonly url: string | null }

/** Runs the same promises on the embedded database and, where this machine has one, on PostgreSQL. */
export function onEveryEngine(promises: (engine: Engine) => void): void {
  describe('on PGlite', () => promises(embedded()))
  const programs = postgresPrograms()
  if (programs === null) {
    describe('on PostgreSQL', { skip: 'NO POSTGRESQL ON THIS MACHINE: these promises were NOT checked on it' }, () => {})
    return
  }
  describe('on PostgreSQL', () => promises(networked(programs)))
}

function embedded(): Engine {
  return opened(async () => {
    const db = await memoryDb()
    return { db, url: null, close: () => db.close() }
  })
}

function networked(programs: string): Engine {
  return opened(async () => {
    const server = await startPostgres(programs)
    const db = openPgDb(server.url())
    return {
      db,
      url: server.url(),
      async close() {
        await db.close()
        await server.stop()
      },
    }
  })
}

function opened(open: () => Promise<Engine & { close: () => Promise<void> }>): Engine {
  let current: (Engine & { close: () => Promise<void> }) | undefined
  const now = () => {
    if (!current) throw new Error('the database is not open yet')
    return current
  }
  before(async () => {
    current = await open()
    await migrate(current.db)
  })
  after(() => current?.close())
  return {
    get db() {
      return now().db
    },
    get url() {
      return now().url
    },
  }
}
