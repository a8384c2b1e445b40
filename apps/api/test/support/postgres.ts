import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Db } from '../../src/db/db.ts'
import { openPgDb } from '../../src/db/pgDb.ts'
import { findPostgres } from '../../../../scripts/lib/postgres.ts'
import { until } from '../../../../scripts/lib/testing/patience.ts'
import { freePort } from '@holdfast/tools/freePort'

/** A PostgreSQL of the tests, on a free loopback port. */
export type PostgresServer = {
  url: (database?: string) => string
  /** Kills it, runs `meanwhile` while it is down, and starts it again. */
  restart: (meanwhile: () => Promise<void>) => Promise<void>
  stop: () => Promise<void>
}

/**
 * The folder of PostgreSQL's programs on this machine (POSTGRES_BIN names one); null when there is none. Throws when POSTGRES_BIN is wrong.
 */
export function postgresPrograms(): string | null {
  const found = findPostgres()
  if ('problem' in found) throw new Error(found.problem)
  return found.path ?? null
}

/** Starts PostgreSQL in a temporary folder. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  // PostgreSQL tests its own durability; here flushes would only cost time.
  const { folder, url, start } = await newCluster(programs, ['fsync=off', 'shared_buffers=16MB'])
  let server = await start()
  return {
    url,
    async restart(meanwhile) {
      await ended(server, 'SIGQUIT')
      await meanwhile()
      server = await start()
    },
    async stop() {
      await ended(server, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes an empty database cluster in a temporary folder, on a free loopback port. `start` answers its server once that answers. */
export async function newCluster(programs: string, settings: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'))
  // PostgreSQL refuses to run as root, so root runs it as `postgres` or `nobody`.
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const cluster = join(folder, 'data')
  const options = { stdio: 'ignore', cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, ...user } as const
  execFileSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'holdfast', '-A', 'trust', '--no-sync', '-E', 'UTF8'], options)
  const port = await freePort()
  const all = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, ...settings]
  const url = (database = 'postgres') => `postgres://holdfast@127.0.0.1:${port}/${database}`
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(join(programs, 'postgres'), ['-D', cluster, ...all.flatMap((setting) => ['-c', setting])], options)
    try {
      await answering(url(), server)
    } catch (error) {
      await ended(server, 'SIGQUIT')
      throw error
    }
    return server
  }
  return { folder, url, start }
}

/** Sends a signal to a process, if it still runs, and waits until it ends. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (hasExited(child)) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

/** A server's database for tests, without the app's time limits, because a busy machine may be slow. */
export function openPatiently(url: string): Db {
  return openPgDb(url, { connect: 0, lock: 0, statement: 0, idleInTransaction: 0 })
}

/** Runs SQL on a server, not through the code under test. */
export async function onPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query(sql)
  await client.end()
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  await until(() => {
    if (hasExited(server)) throw new Error(`PostgreSQL ended with code ${server.exitCode}`)
    return onPostgres(url, 'select 1').then(
      () => true,
      () => false,
    )
  }, 'PostgreSQL answers')
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function unprivilegedUser(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null
  const idOf = (flag: string, name: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) }
    } catch {
      continue
    }
  }
  throw new Error('neither postgres nor nobody is a user here, and PostgreSQL does not run as root')
}
