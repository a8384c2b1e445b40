import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** How long a program that was told to end may take before it is made to. */
const graceMs = 5000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
/** @type {Set<(pid: number) => void>} */
const listeners = new Set()
/** @type {NodeJS.Signals | undefined} */
let stopping

/** @typedef {{ cwd?: string | undefined, env?: NodeJS.ProcessEnv | undefined, limitMs?: number | undefined, output?: number | 'inherit' | undefined }} RunOptions */

/**
 * Runs a program with our own output, or with a file's as `output`, and waits for its end.
 * Answers its exit code; 128 + the signal's number when a signal ended it; 124 when `limitMs` ran out; 127 when it could not start.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { cwd, env, limitMs, output = 'inherit' } = {}) {
  listen()
  return new Promise((resolve) => {
    // In our own process group, so that whoever kills the group leaves no server behind.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', output, output], windowsHide: true })
    running.add(child)
    for (const listener of listeners) if (child.pid) listener(child.pid)
    let late = false
    /** @type {NodeJS.Timeout[]} */
    const timers = []
    if (limitMs) {
      const tell = () => {
        late = true
        child.kill('SIGTERM')
        timers.push(setTimeout(() => child.kill('SIGKILL'), graceMs))
      }
      timers.push(setTimeout(tell, limitMs))
    }
    const end = (/** @type {number} */ code) => {
      timers.forEach((timer) => clearTimeout(timer))
      running.delete(child)
      resolve(code)
    }
    child.on('error', () => end(127))
    child.on('exit', (code, signal) => end(late ? 124 : (code ?? numberOf(signal))))
  })
}

/**
 * Has the listener told the process id of every program that is started from now on.
 * @param {(pid: number) => void} listener
 */
export function onStarted(listener) {
  listeners.add(listener)
}

/** The exit code of the signal that asked us to stop, or undefined while nobody has. */
export function stopped() {
  return stopping && numberOf(stopping)
}

/** @param {NodeJS.Signals | null} signal */
function numberOf(signal) {
  return 128 + (signal ? constants.signals[signal] : 0)
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  stopping = signal
  for (const child of running) child.kill(signal)
}

function listen() {
  if (process.listenerCount('SIGTERM') > 0) return
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
  // npm passes a signal to its shell only, and the shell dies of it without a word to us: then nobody would ever stop the server.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && !stopping && stop('SIGTERM'), 500).unref()
}
