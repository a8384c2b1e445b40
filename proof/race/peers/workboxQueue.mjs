/**
 * Workbox's Queue as its guide wires it: a request that fails goes into the queue, a `sync` event replays it. `registration` stands for
 * the browser: it fires the event when there is a network, and again twice when it failed, as Chromium does. `best` is the guide's own
 * `onSync`, which looks at the answer before it lets go.
 */
export const workboxQueue = {
  name: 'Workbox Queue',
  version: '7.4.1',
  async open({ network, best = false, url = 'https://api.test' }) {
    // It looks for its service worker the moment it is imported.
    globalThis.self = globalThis
    const { Queue } = await import('workbox-background-sync/Queue.js')
    Queue._queueNames.clear()
    const listeners = new Set()
    globalThis.addEventListener = (kind, listener) => kind === 'sync' && listeners.add(listener)
    let due = true
    let failures = 0
    const fire = async () => {
      if (!due || !network?.isOnline()) return
      due = false
      const work = []
      for (const listener of listeners)
        listener({ tag: `workbox-background-sync:taps`, lastChance: failures >= 2, waitUntil: (promise) => work.push(promise) })
      try {
        await Promise.all(work)
        failures = 0
      } catch {
        due = true
        if (++failures < 3) setTimeout(() => void fire(), failures === 1 ? 300_000 : 900_000)
      }
    }
    globalThis.registration = {
      sync: {
        register: async () => {
          due = true
          failures = 0
          setTimeout(() => void fire(), 0)
        },
      },
    }
    const queue = new Queue('taps', best ? { maxRetentionTime: 60 * 24 * 365, onSync: carefully } : {})
    const stop = network?.subscribe((online) => online && void fire())
    setTimeout(() => void fire(), 0)
    return {
      tap(operation) {
        const request = new Request(url + operation.endpoint, { method: operation.method, body: JSON.stringify(operation) })
        const failed = request.clone()
        fetch(request)
          .then(
            (response) => best && isSilence(response) && queue.pushRequest({ request: failed }),
            () => queue.pushRequest({ request: failed }),
          )
          .catch(() => {})
      },
      pending: async () => Promise.all((await queue.getAll()).map(async ({ request }) => (await request.clone().json()).id)),
      close: () => stop?.(),
    }
  },
}

async function carefully({ queue }) {
  for (let entry = await queue.shiftRequest(); entry; entry = await queue.shiftRequest()) {
    try {
      const response = await fetch(entry.request.clone())
      if (isSilence(response)) throw new Error(`HTTP ${response.status}`)
    } catch (error) {
      await queue.unshiftRequest(entry)
      throw error
    }
  }
}

const isSilence = ({ status, headers }) =>
  status >= 500 || [401, 408, 425, 429].includes(status) || !(headers.get('content-type') ?? '').includes('json')
