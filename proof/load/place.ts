import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../apps/api/src/db/db.ts'
import { openDb } from '../../apps/api/src/db/openDb.ts'
import { freePort } from '@holdfast/tools/freePort'
import { kill, startServer } from '../../apps/api/test/support/server.ts'
import type { ServerProcess } from '../../apps/api/test/support/server.ts'
import { startCluster } from './cluster.ts'

/** Here a few lifters send what thousands would. */
export const UNLIMITED = { OPERATIONS_PER_MINUTE: '0', SIGN_INS_PER_MINUTE: '0' }

/** Real servers on a real database, and functions that kill them. */
export type Place = {
  name: string
  /** Starts the servers and answers their addresses, which stay the same after a kill. */
  start: () => Promise<readonly string[]>
  /** Sends SIGKILL to one server and starts it again at its address. */
  killServer: (index: number) => Promise<void>
  /** Sends SIGKILL to the database and starts it again; null when the database is inside the server. */
  killDatabase: (() => Promise<void>) | null
  /** Ends the servers with SIGKILL. */
  stop: () => Promise<void>
  /** Uses the database as its owner while no server runs: the embedded one allows one process. */
  aside: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** Several servers on one PostgreSQL. */
export async function postgresPlace(programs: string, servers: number): Promise<Place> {
  const cluster = await startCluster(programs)
  const place = serversOn({ databaseUrl: cluster.url, dataDir: '' }, servers, { DATABASE_URL: cluster.url })
  return {
    name: `PostgreSQL, ${servers} servers`,
    ...place,
    killDatabase: () => cluster.crash(),
    async close() {
      await place.stop()
      await cluster.stop()
    },
  }
}

/** One server with the database embedded in it. */
export async function embeddedPlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-embedded-'))
  const place = serversOn({ databaseUrl: null, dataDir }, 1, { DATA_DIR: dataDir })
  return {
    name: 'PGlite, 1 server',
    ...place,
    killDatabase: null,
    async close() {
      await place.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function serversOn(database: Parameters<typeof openDb>[0], count: number, env: Record<string, string>) {
  const running: ServerProcess[] = []
  const ports: string[] = []
  const startOne = async (index: number) => {
    const server = startServer({ ...UNLIMITED, LOG_LEVEL: 'error', ...env, PORT: ports[index] ?? '0' })
    running[index] = server
    return await server.address
  }
  return {
    async start() {
      for (let index = 0; index < count; index++) ports.push(String(await freePort()))
      return await Promise.all(ports.map((_, index) => startOne(index)))
    },
    async killServer(index: number) {
      const server = running[index]
      if (!server) throw new Error(`there is no server ${index}`)
      await kill(server)
      await startOne(index)
    },
    async stop() {
      await Promise.all(running.map((server) => kill(server)))
    },
    async aside<T>(work: (db: Db) => Promise<T>): Promise<T> {
      const db = await openDb(database)
      try {
        return await work(db)
      } finally {
        await db.close()
      }
    },
  }
}
