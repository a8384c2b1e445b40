import { fork } from 'node:child_process'

/** A process of its own that is asked one thing after the other. `ask` answers what it says, and rejects when it dies or reports an error. */
export function child(
  file,
  args = [],
  { limitMs = 240_000, env = process.env, execArgv = ['--expose-gc', '--no-flush-bytecode', '--max-old-space-size=6144'] } = {},
) {
  const started = fork(file, args, { execArgv, env: { ...env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let last = ''
  started.stderr.on('data', (text) => (last = `${last}${text}`.slice(-2_000)))
  let pending = null
  const settle = (how, what) => {
    const asked = pending
    pending = null
    clearTimeout(asked?.timer)
    asked?.[how](what)
  }
  started.on('message', (message) => {
    if (message.error) settle('reject', new Error(message.error))
    else settle('resolve', message.answer)
  })
  started.on('exit', (code, signal) => settle('reject', new Error(`${file} ended with ${signal ?? code}: ${last}`)))
  return {
    pid: started.pid,
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (!started.connected) return reject(new Error(`${file} is not there any more: ${last}`))
        const timer = setTimeout(() => {
          settle('reject', new Error(`no answer within ${limitMs / 1000} s`))
          started.kill('SIGKILL')
        }, limitMs)
        pending = { resolve, reject, timer }
        started.send(message)
      }),
    end: () =>
      new Promise((resolve) => {
        if (started.exitCode !== null || started.signalCode !== null) return resolve()
        started.once('exit', resolve)
        started.kill('SIGKILL')
      }),
  }
}

/** The other end: answers each message with what the handler resolves to. */
export function answering(handle) {
  process.on('message', (message) => {
    Promise.resolve()
      .then(() => handle(message))
      .then(
        (answer) => process.send({ answer }),
        (error) => process.send({ error: error.stack ?? String(error) }),
      )
  })
}
