import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type { Db } from '../../src/db/db.ts'
import { openMemoryDb } from '../../src/db/pgliteDb.ts'

/**
 * An embedded database in memory: a copy of the cluster in a file, such as the empty one that the test command made, and without one made
 * here.
 */
export function memoryDb(file = process.env['EMPTY_CLUSTER']): Promise<Db> {
  return openMemoryDb(file ? new FileInMemory(file) : undefined)
}

/** A file read in one go. Node's own blob gives its bytes in hundreds of pieces, which is half of the computing of opening a database. */
class FileInMemory extends Blob {
  readonly #bytes: Buffer<ArrayBuffer>

  constructor(file: string) {
    super([])
    this.#bytes = readFileSync(file)
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#bytes
    return Promise.resolve(buffer.slice(byteOffset, byteOffset + byteLength))
  }
}

/** Makes the empty cluster that `memoryDb` copies. */
export async function makeCluster(file: string): Promise<void> {
  await dump(await PGlite.create(), file)
}

/** Writes a database folder as the file that `openMemoryDb` takes. */
export async function dumpCluster(folder: string, file: string): Promise<void> {
  await dump(await PGlite.create(folder), file)
}

async function dump(pglite: PGlite, file: string): Promise<void> {
  const cluster = await pglite.dumpDataDir('none')
  await pglite.close()
  await writeFile(file, cluster.stream())
}
