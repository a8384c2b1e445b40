import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** One request of the browser to the API. */
export type Passed = { method: string; path: string; operationId: string | null; status: number | null }

/** What the network does with a request. The default is `pass`. */
export type Fate =
  | { kind: 'pass' }
  /** The server answers, and the connection dies before the answer arrives. */
  | { kind: 'loseAnswer' }
  /** The server answers; after the headers and half of the body nothing more arrives, and the connection stays open. */
  | { kind: 'halveAnswer' }
  /** Another server answers 200 with a web page. */
  | { kind: 'captivePortal' }
  /** The answer is this problem document, as from our server. */
  | { kind: 'problem'; status: number; code: string }
  /** The connection is accepted and nothing is ever answered. */
  | { kind: 'hang' }
  /** The request waits for this before it goes on. */
  | { kind: 'hold'; until: Promise<unknown> }
  /** The body is changed in transit, so that the real server judges something that the app would not have sent. */
  | { kind: 'spoil'; body: (body: Record<string, unknown>) => unknown }

/** What replaces the server, for every address: no server, one that never answers, or another one with its own page. */
export type Instead = 'refuses' | 'neverAnswers' | 'captivePortal'

/** A network between the browser and the real server, on its own origin. */
export type Network = {
  origin: string
  passed: Passed[]
  /** Decides about every later request to the API. A request that hangs already goes on hanging. */
  decide(fate: (request: Passed) => Fate): void
  /** Takes the server away, and with null brings it back. */
  replaceServer(instead: Instead | null): Promise<void>
  /** Serves these files instead of the server's, by path: another version of the app. */
  serve(files: Readonly<Record<string, string>>): void
  /** How many requests hang now: accepted, not fully answered, and not given up by the browser. */
  hanging(): number
  stop(): Promise<void>
}

export async function startNetwork(target: string): Promise<Network> {
  const passed: Passed[] = []
  let fateOf: (request: Passed) => Fate = () => pass
  let hanging = 0
  let own: Readonly<Record<string, string>> = {}
  let instead: Instead | null = null

  const hang = ({ socket }: IncomingMessage): void => {
    hanging++
    socket.once('close', () => hanging--)
  }
  const carry = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const key = incoming.headers['idempotency-key']
    const entry: Passed = { method: incoming.method!, path: incoming.url!, operationId: typeof key === 'string' ? key : null, status: null }
    const isApi = entry.path.startsWith('/v1/')
    if (isApi) passed.push(entry)
    const fate = instead === 'captivePortal' ? portal : instead === 'neverAnswers' ? silence : isApi ? fateOf(entry) : pass
    const file = own[entry.path]
    if (file !== undefined && instead === null) {
      const type = entry.path.endsWith('.js') ? 'text/javascript' : 'text/html'
      outgoing.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(file)
      return
    }
    if (fate.kind === 'captivePortal') {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Free WiFi</title></html>')
      return
    }
    if (fate.kind === 'problem') {
      const { status, code } = fate
      entry.status = status
      const problem = { type: `/problems/${code}`, title: code, status, detail: code, code }
      outgoing.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
      return
    }
    if (fate.kind === 'hang') {
      incoming.resume()
      hang(incoming)
      return
    }
    const sent = await bodyOf(incoming)
    // The browser closed the connection in the middle of its request.
    if (sent === null) return
    if (fate.kind === 'hold') await fate.until
    const body =
      fate.kind === 'spoil' ? Buffer.from(JSON.stringify(fate.body(JSON.parse(sent.toString()) as Record<string, unknown>))) : sent
    const headers = { ...incoming.headers, 'content-length': String(body.length) }
    const forwarded = request(`${target}${entry.path}`, { method: entry.method, headers }, (answer) => {
      entry.status = answer.statusCode ?? null
      if (fate.kind === 'loseAnswer') {
        answer.resume()
        answer.once('end', () => incoming.socket.destroy())
        return
      }
      outgoing.writeHead(answer.statusCode!, answer.headers)
      if (fate.kind === 'halveAnswer') {
        answer.once('data', (part: Buffer) => outgoing.write(part.subarray(0, part.length / 2), () => hang(incoming)))
        return
      }
      answer.pipe(outgoing)
    })
    forwarded.once('error', () => incoming.socket.destroy())
    forwarded.end(body)
  }

  const proxy = createServer((incoming, outgoing) => void carry(incoming, outgoing))
  const listen = (port: number): Promise<void> => new Promise((resolve) => proxy.listen(port, '127.0.0.1', resolve))
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      proxy.close(() => resolve())
      proxy.closeAllConnections()
    })
  await listen(0)
  const address = proxy.address()
  if (!address || typeof address === 'string') throw new Error('the network has no address')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    passed,
    decide(fate) {
      fateOf = fate
    },
    async replaceServer(by) {
      if (by === 'refuses') await stop()
      else if (instead === 'refuses') await listen(address.port)
      instead = by
    },
    serve(files) {
      own = files
    },
    hanging: () => hanging,
    stop,
  }
}

const pass: Fate = { kind: 'pass' }
const portal: Fate = { kind: 'captivePortal' }
const silence: Fate = { kind: 'hang' }

/** The body of a request; null when the connection ended before it was complete. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = []
  try {
    for await (const part of incoming) parts.push(part as Buffer)
  } catch (error) {
    if (!incoming.complete) return null
    throw error
  }
  return Buffer.concat(parts)
}
