import { Agent, request } from 'node:http'

/** The result of a request: an answer, or none, because we or the other end closed the connection. */
export type Reply =
  | { kind: 'answered'; status: number; headers: Record<string, string | string[] | undefined>; text: string }
  | { kind: 'hungUp' }
  | { kind: 'unanswered'; why: string }

export type Asked = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
  /** Close the connection: at the first byte of the answer, or after so many milliseconds if nothing has arrived by then. */
  hangUp?: 'atAnswer' | number
}

const PATIENCE_MS = 15_000

/** One kept-alive connection to each server that is asked. */
export function openConnection() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    ask(address: string, { method, path, headers = {}, body, hangUp }: Asked): Promise<Reply> {
      return new Promise((resolve) => {
        const url = new URL(address)
        const length: Record<string, string> =
          body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
        const asking = request({ host: url.hostname, port: url.port, method, path, agent, headers: { ...length, ...headers } })
        const timers: NodeJS.Timeout[] = []
        const end = (reply: Reply) => {
          timers.forEach(clearTimeout)
          resolve(reply)
        }
        const cut = (reply: Reply) => {
          end(reply)
          asking.destroy()
        }
        timers.push(setTimeout(() => cut({ kind: 'unanswered', why: 'no answer within 15 s' }), PATIENCE_MS))
        if (typeof hangUp === 'number') timers.push(setTimeout(() => cut({ kind: 'hungUp' }), hangUp))
        asking.on('error', (error) => end({ kind: 'unanswered', why: 'code' in error ? String(error.code) : error.message }))
        asking.on('response', (answer) => {
          if (hangUp === 'atAnswer') return cut({ kind: 'hungUp' })
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('error', () => end({ kind: 'unanswered', why: 'broke off' }))
          answer.on('aborted', () => end({ kind: 'unanswered', why: 'broke off' }))
          answer.on('end', () =>
            end({ kind: 'answered', status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
          )
        })
        asking.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}
export type Connection = ReturnType<typeof openConnection>
