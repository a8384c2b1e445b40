/** What happens to a request on its way; a number is the status that somebody in between answers. */
export type Fate = 'arrives' | 'reset' | 'timeout' | 'hangs' | 'captive' | 'responseLost' | number

type Verdict = { status: number; json: object }

export type Server = {
  effects: string[]
  requests: number
  bytes: number
  /** Ids the server refuses for good. */
  refused: Set<string>
  has(id: string): boolean
  /** One request, carried out: what the server answers. */
  answer(text: string): Verdict
}

export type Network = {
  weather(request: string): Fate
  /** Once dead, nothing that was on its way comes back to the process that asked. */
  dead: boolean
  isOnline(): boolean
  subscribe(listener: (online: boolean) => void): () => void
  setOnline(value: boolean): void
  fetch: typeof fetch
}

// A server that keeps an operation once for each id, and the road to it. Installed as `fetch`, which is what every peer sends with.

/** What the server knows: `effects` in the order they took place, and every request it was asked. */
export function newServer(): Server {
  const effects: string[] = []
  const known = new Set<string>()
  const refused = new Set<string>()
  const one = ({ id }: { id: string }): Verdict => {
    if (refused.has(id)) return { status: 422, json: { operationId: id, code: 'validation_failed', detail: 'no' } }
    if (!known.has(id)) effects.push(id)
    known.add(id)
    return { status: 200, json: { operationId: id } }
  }
  return {
    effects,
    requests: 0,
    bytes: 0,
    refused,
    has: (id) => known.has(id),
    answer(text) {
      const body = JSON.parse(text) as { id: string; operations?: { id: string }[] }
      return body.operations ? { status: 200, json: { answers: body.operations.map(one) } } : one(body)
    },
  }
}

/**
 * The road: `weather(request)` says what happens to a request, by default that it arrives. `delayMs()` is how long each way takes.
 * `online` is what the radio says; everybody who subscribed hears it change.
 */
export function newNetwork(server: Server, { delayMs = () => 0 }: { delayMs?: () => number } = {}): Network {
  const listeners = new Set<(online: boolean) => void>()
  let online = false
  const wait = (ms: number) => (ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : Promise.resolve())
  const network: Network = {
    weather: () => 'arrives',
    dead: false,
    isOnline: () => online,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setOnline(value) {
      online = value
      for (const listener of listeners) listener(value)
    },
    fetch: async (input, init = {}) => {
      const text = input instanceof Request ? await input.clone().text() : typeof init.body === 'string' ? init.body : ''
      if (network.dead) return new Promise(() => {})
      if (!online) throw new TypeError('Network request failed')
      server.requests++
      server.bytes += text.length
      const fate = network.weather(text)
      await wait(delayMs())
      if (fate === 'reset') throw new TypeError('Network request failed')
      if (fate === 'timeout') throw new DOMException('The operation was aborted.', 'AbortError')
      if (fate === 'hangs') return new Promise(() => {})
      if (fate === 'captive') return answered(200, '<html>Free WiFi</html>', 'text/html')
      if (typeof fate === 'number') return answered(fate, JSON.stringify({ code: 'busy' }), 'application/problem+json')
      const { status, json } = server.answer(text)
      await wait(delayMs())
      if (network.dead) return new Promise(() => {})
      if (fate === 'responseLost') throw new TypeError('Network request failed')
      return answered(status, JSON.stringify(json), 'application/json')
    },
  }
  return network
}

function answered(status: number, text: string, type: string): Response {
  return new Response(text, { status, headers: { 'content-type': type } })
}
