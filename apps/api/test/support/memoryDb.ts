import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type { Db } from '../../src/db/db.ts'
import { openMemoryDb } from '../../src/db/pgliteDb.ts'

/**
 * An embedded database in memory: a copy of the cluster in `file`, such as the empty one that the test command makes. Without a file it
 * makes a new one.
 */
export function memoryDb(file = process.env['EMPTY_CLUSTER']): Promise<Db> {
  return openMemoryDb(file ? new FileInMemory(file) : undefined)
}

/** A file read at once. Node's own blob reads it in hundreds of pieces, which is half the cost of opening a database. */
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

/** Writes a database folder to a file that `openMemoryDb` takes. */
export async function dumpCluster(folder: string, file: string): Promise<void> {
  await dump(await PGlite.create(folder), file)
}

async function dump(pglite: PGlite, file: string): Promise<void> {
  const cluster = await pglite.dumpDataDir('none')
  await pglite.close()
  await writeFile(file, cluster.stream())
}
