import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort, onPostgres } from '../test/support/postgres.ts'

/** A PostgreSQL of our own with its flushes on, as it runs in earnest: its figures and its crashes are meant to count. */
export type Cluster = {
  url: string
  folder: string
  /** SIGKILLs the postmaster and every backend, so that nothing is flushed or said goodbye to, and starts it again. */
  crash: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts PostgreSQL on a free loopback port in a temporary folder, as `postgres` or `nobody` when we are root. */
export async function startCluster(programs: string, settings: readonly string[] = []): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-cluster-'))
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const cluster = join(folder, 'data')
  const options = { stdio: 'ignore', cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, ...user } as const
  execFileSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'holdfast', '-A', 'trust', '--no-sync', '-E', 'UTF8'], options)
  const port = await freePort()
  const all = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, 'shared_buffers=64MB', ...settings]
  const start = () => spawn(join(programs, 'postgres'), ['-D', cluster, ...all.flatMap((setting) => ['-c', setting])], options)
  const url = `postgres://holdfast@127.0.0.1:${port}/postgres`
  let server = start()
  await answering(url, server)
  return {
    url,
    folder,
    async crash() {
      const backends = childrenOf(server.pid)
      const gone = exited(server)
      server.kill('SIGKILL')
      for (const pid of backends) killNow(pid)
      await gone
      // As long as one backend is left, its shared memory keeps the next postmaster out.
      for (let tries = 0; tries < 100 && backends.some(lives); tries++) await wait(20)
      server = start()
      await answering(url, server)
    },
    async stop() {
      const gone = exited(server)
      server.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (hasExited(server)) throw new Error(`PostgreSQL ended with code ${server.exitCode}`)
    try {
      return await onPostgres(url, 'select 1')
    } catch {
      await wait(50)
    }
  }
  throw new Error('PostgreSQL did not answer within 20 s')
}

function exited(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => (hasExited(child) ? resolve() : child.once('exit', () => resolve())))
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** The processes a process has started, as Linux tells them. */
function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string): number | null {
  try {
    // The name in brackets may hold anything, so what follows it is counted from its end.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return null
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone by itself.
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
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
