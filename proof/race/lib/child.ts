import { fork, type Serializable } from 'node:child_process'

/** A process that answers one thing after the other. */
export type Child<Question, Answer> = { ask(question: Question): Promise<Answer>; end(): Promise<void> }

type ChildOptions = { limitMs?: number; env?: NodeJS.ProcessEnv }

/** What a child sends: what was asked for, or what went wrong. */
type Said<Answer> = { answer: Answer; error?: undefined } | { error: string }

/** A process of its own that is asked one thing after the other. `ask` answers what it says, and rejects when it dies or reports an error. */
export function child<Question extends Serializable, Answer>(
  file: string,
  args: string[] = [],
  { limitMs = 240_000, env = process.env }: ChildOptions = {},
): Child<Question, Answer> {
  const execArgv = ['--expose-gc', '--no-flush-bytecode', '--max-old-space-size=6144']
  const started = fork(file, args, { execArgv, env: { ...env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let last = ''
  started.stderr?.on('data', (text) => (last = `${last}${text}`.slice(-2_000)))
  let pending: { resolve(answer: Answer): void; reject(error: Error): void; timer: NodeJS.Timeout } | null = null
  const settled = () => {
    const asked = pending
    pending = null
    clearTimeout(asked?.timer)
    return asked
  }
  const fail = (why: string) => settled()?.reject(new Error(why))
  started.on('message', (message: Said<Answer>) => {
    if (message.error === undefined) settled()?.resolve(message.answer)
    else fail(message.error)
  })
  started.on('exit', (code, signal) => fail(`${file} ended with ${signal ?? code}: ${last}`))
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (!started.connected) return reject(new Error(`${file} is not there any more: ${last}`))
        const timer = setTimeout(() => {
          fail(`no answer within ${limitMs / 1000} s`)
          started.kill('SIGKILL')
        }, limitMs)
        pending = { resolve, reject, timer }
        started.send(message)
      }),
    end: () =>
      new Promise<void>((resolve) => {
        if (started.exitCode !== null || started.signalCode !== null) return resolve()
        started.once('exit', () => resolve())
        started.kill('SIGKILL')
      }),
  }
}

/** The other end: answers each message with what the handler resolves to. */
export function answering<Question>(handle: (question: Question) => unknown): void {
  process.on('message', (message: Question) => {
    Promise.resolve()
      .then(() => handle(message))
      .then(
        (answer) => process.send?.({ answer }),
        (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
      )
  })
}
