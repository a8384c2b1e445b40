import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { posix } from 'node:path'
import type { TestContext } from 'node:test'

type End = { code: number | null; signal: NodeJS.Signals | null; out: string }

type Started = { child: ChildProcessWithoutNullStreams; ended: Promise<End>; until: (pattern: RegExp) => Promise<string> }

/** A module of scripts/lib, as a module text imports it. */
export function moduleName(name: string): string {
  return JSON.stringify(new URL(posix.join('..', name), import.meta.url).href)
}

/**
 * A process of its own that runs this module text. `until` waits for words in what it says, `ended`
 * for its end: `{ code, signal, out }`. It is killed when the test ends.
 */
export function startProcess(test: TestContext, text: string, { env = {} }: { env?: NodeJS.ProcessEnv | undefined } = {}): Started {
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, npm_lifecycle_event: undefined, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  test.after(() => child.kill('SIGKILL'))
  let out = ''
  const waits = new Set<() => void>()
  const look = (more = '') => {
    out += more
    waits.forEach((wait) => wait())
  }
  child.stdout.on('data', look)
  child.stderr.on('data', look)
  const ended: Promise<End> = once(child, 'close').then(([code, signal]) => ({ code, signal, out }))
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const wait = () => {
        if (!pattern.test(out)) return
        waits.delete(wait)
        resolve(out)
      }
      waits.add(wait)
      wait()
      void ended.then(() => reject(new Error(`it ended without ${pattern}:\n${out}`)))
    })
  return { child, ended, until }
}
