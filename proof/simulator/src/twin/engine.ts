import type { Db } from '@holdfast/api/src/db/db.ts'
import { migrate } from '@holdfast/api/src/db/migrate.ts'
import { memoryDb } from '@holdfast/api/test/support/memoryDb.ts'
import { openPatiently, postgresPrograms, startPostgres } from '@holdfast/api/test/support/postgres.ts'

export type EngineName = 'pglite' | 'postgres'

/** A database of the real server, empty and migrated; null when this machine has no PostgreSQL. The caller closes it. */
export async function openEngine(name: EngineName): Promise<{ db: Db; close(): Promise<void> } | null> {
  if (name === 'pglite') {
    const db = await memoryDb()
    await migrate(db)
    return { db, close: () => db.close() }
  }
  const programs = postgresPrograms()
  if (programs === null) return null
  const server = await startPostgres(programs)
  const db = openPatiently(server.url())
  const close = async () => {
    await db.close()
    await server.stop()
  }
  try {
    await migrate(db)
  } catch (error) {
    await close()
    throw error
  }
  return { db, close }
}
