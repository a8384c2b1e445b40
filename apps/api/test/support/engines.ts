import { after, afterEach, beforeEach, describe } from 'node:test'
import type { Db } from '../../src/db/db.ts'
import { migrate } from '../../src/db/migrate.ts'
import { memoryDb } from './memoryDb.ts'
import { openPatiently, postgresPrograms, startPostgres } from './postgres.ts'

/** A migrated database for the tests of one file; every test makes its own users. `url` is null for the embedded one. */
export type Engine = { readonly db: Db; readonly url: string | null }

/** Runs the same tests on the embedded database and, if this machine has it, on PostgreSQL. */
export function onEveryEngine(promises: (engine: Engine) => void): void {
  describe('on PGlite', () => promises(embedded()))
  const programs = postgresPrograms()
  if (programs === null) {
    describe('on PostgreSQL', { skip: 'NO POSTGRESQL ON THIS MACHINE: these promises were NOT checked on it' }, () => {})
    return
  }
  describe('on PostgreSQL', () => promises(networked(programs)))
}

type Opened = Engine & { close: () => Promise<void> }

function embedded(): Engine {
  return opened(async () => {
    const db = await memoryDb()
    return { db, url: null, close: () => db.close() }
  })
}

function networked(programs: string): Engine {
  return opened(async () => {
    const server = await startPostgres(programs)
    const db = openPatiently(server.url())
    return {
      db,
      url: server.url(),
      async close() {
        // Stopping the server ends a transaction that a test left open. The pool would wait for it.
        await server.stop()
        await db.close()
      },
    }
  })
}

/** The engine of one file. After a failed test the next one gets a new database, because the state of the old one is unknown. */
function opened(open: () => Promise<Opened>): Engine {
  let current: Opened | undefined
  const now = () => {
    if (!current) throw new Error('the database is not open yet')
    return current
  }
  beforeEach(async () => {
    if (current) return
    current = await open()
    await migrate(current.db)
  })
  afterEach((test) => {
    // Missing in its types.
    if ((test as unknown as { passed: boolean }).passed) return
    // Not awaited: an embedded database closes after its last transaction, and the failed test may have left one open.
    current?.close().catch(() => 'what is spoilt may not close')
    current = undefined
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
