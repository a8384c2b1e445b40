import { fork, spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { endpoints, IDEMPOTENCY_KEY_HEADER, pathOf, type EndpointName } from '@holdfast/contract'
import type { z } from 'zod'
import type { Order } from './serverProcess.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** The real server on an embedded database with the demo accounts alone, and the built web app. */
export type Server = {
  origin: string
  /** Asks the API as somebody else would: directly, past every proxy. Throws on anything but success. */
  call<N extends EndpointName>(name: N, input?: CallInput): Promise<z.infer<(typeof endpoints)[N]['answer']>>
  stop(): Promise<void>
}

type CallInput = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; token?: string; operationId?: string }

/** The built web app, from the test command. */
export function webDir(): string {
  const dir = process.env['WEB_DIR']
  if (!dir) throw new Error('WEB_DIR must name the exported web app: run the tests with `npm test`')
  return dir
}

/**
 * Starts the server as on its first day. All tests of a file share one process, one after the other: opening a database takes
 * seconds. The test command makes that database once for all files (`seedDatabase`), and each takes a copy.
 */
export async function startServer(): Promise<Server> {
  shared ??= forkServer()
  const tell = await shared
  return { ...at(await tell('start')), stop: async () => void (await tell('stop')) }
}

let shared: Promise<(order: Order) => Promise<string>> | null = null

async function forkServer(): Promise<(order: Order) => Promise<string>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-data-'))
  const seeded = process.env['SEEDED_DATA_DIR']
  if (seeded) await cp(seeded, dataDir, { recursive: true })
  const child = fork(path.join(import.meta.dirname, 'serverProcess.ts'), {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', WEB_DIR: webDir(), DEMO: '1' },
    execArgv: [],
  })
  // It ends when this process does, and must not keep it.
  child.unref()
  child.channel!.unref()
  return (order) =>
    new Promise((resolve, reject) => {
      const gone = (code: number | null): void => reject(new Error(`the server process ended with ${code}`))
      child.channel!.ref()
      child.once('exit', gone)
      child.once('message', (answer: string) => {
        child.off('exit', gone)
        child.channel!.unref()
        resolve(answer)
      })
      child.send(order)
    })
}

/** Makes the database that `startServer` copies, with the demo accounts, in an empty folder. */
export async function seedDatabase(dataDir: string): Promise<void> {
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
  // One that is not up in time must not stay behind either.
  try {
    await answers(`${origin}/readyz`, child)
  } finally {
    await stop()
  }
}

/** Asks the server at an address. */
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

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const endMs = Date.now() + 60_000
  while (Date.now() < endMs) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const up = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nobody answers at ${url}`)
}
