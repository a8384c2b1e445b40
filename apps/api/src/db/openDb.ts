import { CannotStart, reasonOf } from '../cannotStart.ts'
import type { Settings } from '../settings.ts'
import { checkAppRole } from './appRole.ts'
import type { Db } from './db.ts'
import { migrate } from './migrate.ts'
import { openPgDb } from './pgDb.ts'
import { openPgliteDb } from './pgliteDb.ts'

/**
 * Opens the database of the settings and brings its schema up to date. Throws `CannotStart` with the reason when it cannot. `lost` is
 * called when this process no longer owns the data folder of the embedded database.
 */
export async function openDb(settings: Pick<Settings, 'databaseUrl' | 'dataDir'>, lost?: (why: string) => void): Promise<Db> {
  const { databaseUrl, dataDir } = settings
  const db = databaseUrl === null ? await openPgliteDb(dataDir, lost) : openPgDb(databaseUrl)
  try {
    await db.query('select 1')
    await migrate(db)
    await checkAppRole(db)
    return db
  } catch (error) {
    await db.close().catch(() => {})
    if (error instanceof CannotStart) throw error
    const where = databaseUrl === null ? `in ${dataDir}` : `at ${new URL(databaseUrl).host}`
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new CannotStart(`The database ${where} cannot be used (${reasonOf(cause)}).`)
  }
}
