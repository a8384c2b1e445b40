import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type { Db } from '../../src/db/db.ts'
import { openMemoryDb } from '../../src/db/pgliteDb.ts'

/** An empty embedded database in memory: a copy of the cluster the test command made, and without one made here. */
export async function memoryDb(): Promise<Db> {
  const cluster = process.env['EMPTY_CLUSTER']
  return openMemoryDb(cluster ? await openAsBlob(cluster) : undefined)
}

/** Makes the empty cluster that `memoryDb` copies. */
export async function makeCluster(file: string): Promise<void> {
  const pglite = await PGlite.create()
  const cluster = await pglite.dumpDataDir('none')
  await pglite.close()
  await writeFile(file, cluster.stream())
}
