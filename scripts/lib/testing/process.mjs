import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { posix } from 'node:path'

/** A module of scripts/lib, as a module text imports it. */
export function moduleName(name) {
  return JSON.stringify(new URL(posix.join('..', name), import.meta.url).href)
}

/**
 * A process of its own that runs this module text. `until` waits for words in what it says, `ended`
 * for its end: `{ code, signal, out }`. It is killed when the test ends.
 */
export function startProcess(test, text, { env = {}, cwd } = {}) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    cwd,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, npm_lifecycle_event: undefined, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  test.after(() => child.kill('SIGKILL'))
  let out = ''
  const waits = new Set()
  const look = (more = '') => {
    out += more
    waits.forEach((wait) => wait())
  }
  child.stdout.on('data', look)
  child.stderr.on('data', look)
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, out }))
  const until = (pattern) =>
    new Promise((resolve, reject) => {
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
