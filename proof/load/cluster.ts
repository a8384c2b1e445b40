import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { until } from '../../scripts/lib/testing/patience.ts'
import { ended, newCluster } from '../../apps/api/test/support/postgres.ts'

/** A PostgreSQL of the tests with its flushes on, as in production: its figures and crashes must be realistic. */
export type Cluster = {
  url: string
  folder: string
  /** Sends SIGKILL to the postmaster and every backend, so that nothing is flushed or closed, and starts it again. */
  crash: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts one in a temporary folder. */
export async function startCluster(programs: string, settings: readonly string[] = []): Promise<Cluster> {
  const { folder, url, start } = await newCluster(programs, ['shared_buffers=64MB', ...settings])
  let server = await start()
  return {
    url: url(),
    folder,
    async crash() {
      const backends = childrenOf(server.pid)
      const gone = ended(server, 'SIGKILL')
      for (const pid of backends) killNow(pid)
      await gone
      // While one backend is left, its shared memory blocks the next postmaster.
      await until(() => !backends.some(lives), 'every backend is gone')
      server = await start()
    },
    async stop() {
      await ended(server, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The child processes of a process, on Linux. */
function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string): number | null {
  const parent = statOf(pid)?.[1]
  return parent === undefined ? null : Number(parent)
}

/** The state, the parent and the other fields of a process on Linux; null when it is gone. */
function statOf(pid: number | string): string[] | null {
  try {
    // The name in brackets may hold anything, so the fields are counted from its end.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? null
  } catch {
    return null
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function lives(pid: number): boolean {
  // A zombie has ended; only its parent has not read its exit code.
  return !['Z', undefined].includes(statOf(pid)?.[0])
}
