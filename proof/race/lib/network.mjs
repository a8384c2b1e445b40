// A server that keeps an operation once for each id, and the road to it. Installed as `fetch`, which is what every peer sends with.

/** What the server knows: `effects` in the order they took place, and every request it was asked. */
export function newServer() {
  const effects = []
  const known = new Set()
  return {
    effects,
    requests: 0,
    bytes: 0,
    /** Ids the server refuses for good. */
    refused: new Set(),
    has: (id) => known.has(id),
    /** One request, carried out: what the server answers. */
    answer(text) {
      const body = JSON.parse(text)
      if (Array.isArray(body.operations)) {
        return { status: 200, json: { answers: body.operations.map((operation) => this.one(operation)) } }
      }
      return this.one(body)
    },
    one({ id }) {
      if (this.refused.has(id)) return { status: 422, json: { operationId: id, code: 'validation_failed', detail: 'no' } }
      if (!known.has(id)) effects.push(id)
      known.add(id)
      return { status: 200, json: { operationId: id } }
    },
  }
}

/**
 * The road: `weather(request)` says what happens to a request, by default that it arrives. `delayMs(leg)` is how long each way takes.
 * `online` is what the radio says; everybody who subscribed hears it change.
 */
export function newNetwork(server, { delayMs = () => 0 } = {}) {
  const listeners = new Set()
  let online = false
  const wait = (ms) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve())
  const network = {
    weather: () => 'arrives',
    /** Once dead, nothing that was on its way comes back to the process that asked. */
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
      const text = typeof input === 'object' && 'clone' in input ? await input.clone().text() : init.body
      if (network.dead) return new Promise(() => {})
      if (!online) throw new TypeError('Network request failed')
      server.requests++
      server.bytes += text.length
      const fate = network.weather(text)
      await wait(delayMs('there'))
      if (fate === 'reset') throw new TypeError('Network request failed')
      if (fate === 'timeout') throw new DOMException('The operation was aborted.', 'AbortError')
      if (fate === 'hangs') return new Promise(() => {})
      if (fate === 'captive') return answered(200, '<html>Free WiFi</html>', 'text/html')
      if (typeof fate === 'number') return answered(fate, JSON.stringify({ code: 'busy' }), 'application/problem+json')
      const { status, json } = server.answer(text)
      await wait(delayMs('back'))
      if (network.dead) return new Promise(() => {})
      if (fate === 'responseLost') throw new TypeError('Network request failed')
      return answered(status, JSON.stringify(json), 'application/json')
    },
  }
  return network
}

function answered(status, text, type) {
  return new Response(text, { status, headers: { 'content-type': type } })
}
