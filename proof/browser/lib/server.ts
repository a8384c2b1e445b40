import { fork, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { endpoints, IDEMPOTENCY_KEY_HEADER, pathOf, type EndpointName } from '@holdfast/contract'
import type { z } from 'zod'
import { dumpCluster } from '../../../apps/api/test/support/memoryDb.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import type { Order, Report } from './serverProcess.ts'
import { freePort } from '@holdfast/tools/freePort'

const root = path.resolve(import.meta.dirname, '../../..')

/** The real server on an embedded database with only the demo accounts, and the built web app. */
export type Server = {
  origin: string
  /** Calls the API directly, past every proxy. Throws unless the call succeeds. */
  call<N extends EndpointName>(name: N, input?: CallInput): Promise<z.infer<(typeof endpoints)[N]['answer']>>
  stop(): Promise<void>
  /** Ends its process with SIGKILL. */
  kill(): Promise<void>
}

type CallInput = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; token?: string; operationId?: string }

/** The folder of the web app that the test command built. */
export function webDir(): string {
  const dir = process.env['WEB_DIR']
  if (!dir) throw new Error('WEB_DIR must name the exported web app: run the tests with `npm test`')
  return dir
}

/**
 * Starts the server on an initial database. The tests of a file share one process, one after the other, because opening a database takes
 * seconds. The test command makes that database once for all files (`seedDatabase`), and each file copies it. A process whose server was
 * not stopped, or that died, is not used again.
 */
export async function startServer(): Promise<Server> {
  await busy?.kill()
  const own = idle ?? forkServer()
  idle = null
  busy = own
  const origin = await own.tell('start')
  return {
    ...at(origin),
    async stop() {
      if (busy !== own) return
      await own.tell('stop')
      busy = null
      idle = own
    },
    async kill() {
      if (busy === own) busy = null
      await own.kill()
    },
  }
}

/** A process that runs one server at a time: `idle` waits for the next test, `busy` is used by the current one. */
type ServerProcess = { tell(order: Order): Promise<string>; kill(): Promise<void> }
let idle: ServerProcess | null = null
let busy: ServerProcess | null = null

function forkServer(): ServerProcess {
  const child = fork(path.join(import.meta.dirname, 'serverProcess.ts'), {
    env: { ...process.env, DATABASE_URL: '', WEB_DIR: webDir(), DEMO: '1' },
    // The optimizing compiler of WebAssembly would cost more than it saves within one test file.
    execArgv: ['--liftoff-only'],
  })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  // It ends with this process, and must not keep this process alive.
  child.unref()
  child.channel!.unref()
  const own: ServerProcess = {
    async tell(order) {
      const answered = new Promise<Report>((resolve) => child.once('message', resolve))
      child.ref()
      child.channel?.ref()
      // A process that is dead already is reported through its exit.
      if (child.connected) child.send(order)
      const report = await Promise.race([answered, gone.then((code) => ({ failed: `the server process ended with ${code}` }))])
      child.unref()
      child.channel?.unref()
      if ('failed' in report) throw new Error(report.failed)
      return report.done
    },
    async kill() {
      child.ref()
      child.kill('SIGKILL')
      await gone
    },
  }
  void gone.then(() => {
    if (idle === own) idle = null
  })
  return own
}

/** Makes the database that `startServer` copies, with the demo accounts: starts the server as `npm start` does, and keeps its data. */
export async function seedDatabase(file: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'holdfast-e2e-data-'))
  try {
    await startOnce(dataDir)
    await dumpCluster(path.join(dataDir, 'database'), file)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function startOnce(dataDir: string): Promise<void> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [path.join(root, 'apps/api/src/main.ts')], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: '', WEB_DIR: webDir(), DEMO: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    }
  }
  // A server that is not up in time must be ended too.
  try {
    await answers(`${origin}/readyz`, child)
  } finally {
    await stop()
  }
}

/** Calls the server at an address. */
function at(origin: string): Pick<Server, 'origin' | 'call'> {
  return {
    origin,
    async call(name, { params, query, body, token, operationId } = {}) {
      const { method, path: pattern, answer } = endpoints[name]
      const search = query ? `?${new URLSearchParams(query).toString()}` : ''
      const response = await fetch(`${origin}${pathOf(pattern, params)}${search}`, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(operationId ? { [IDEMPOTENCY_KEY_HEADER]: operationId } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const json: unknown = await response.json()
      if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(json)}`)
      return answer.parse(json) as never
    },
  }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const isUp = (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    return fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  await until(isUp, `somebody answers at ${url}`)
}
