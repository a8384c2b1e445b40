import { openJournal } from '@holdfast/journal'
import { answerOf, createOutbox } from '@holdfast/outbox'

/** Ours, wired as the app wires it: the journal under the outbox, a lone operation by itself, several as one batch. */
export const holdfast = {
  name: 'holdfast',
  version: 'this commit',
  /** `place` says where the journal lives; everything else is as for the peers. */
  async open({ location, network, clock = systemClock, newId = () => crypto.randomUUID(), url = 'https://api.test' }) {
    const journal = await new Promise((resolve, reject) => {
      openJournal({ location, clock, expectHistory: false }, (answer) =>
        answer.open ? resolve(answer.journal) : reject(new Error(answer.why)),
      )
    })
    let nextId = newId
    const outbox = createOutbox({
      journal,
      clock,
      random: { id: () => nextId(), unit: Math.random },
      send: network ? sendThrough(network, url) : () => () => undefined,
      auth: { refresh: (done) => done('renewed') },
    })
    const stop = network?.subscribe((online) => online && outbox.wake())
    // What an earlier process left goes on where it was.
    if (network?.isOnline()) outbox.wake()
    return {
      journal,
      outbox,
      /** Says whether it was saved: `false` is what the lifter is told at once. `durable` hears when, on a medium that answers later. */
      tap({ id, endpoint, method, body }, location = { slot: endpoint, lane: laneOf(endpoint) }, _refused, durable) {
        nextId = () => id
        let isSaved
        outbox.enqueue({ endpoint, method, body, ...location, v: 1 }, undefined, ({ saved }) => {
          isSaved = saved
          durable?.()
        })
        nextId = newId
        return isSaved !== false
      },
      pending: () => outbox.snapshot().waiting.map(({ id }) => id),
      attention: () => outbox.snapshot().attention.map(({ operation }) => operation.id),
      close() {
        stop?.()
        outbox.close()
        journal.close()
      },
    }
  },
}

const laneOf = (endpoint) => endpoint.split('/').slice(0, 4).join('/')

function sendThrough(network, url) {
  return (operations, done) => {
    const bodies = operations.map(({ id, method, endpoint, body, createdAt }) => ({ id, method, endpoint, body, createdAt }))
    const [lone, ...others] = bodies
    const body = JSON.stringify(others.length === 0 ? lone : { operations: bodies })
    network.fetch(others.length === 0 ? url + lone.endpoint : `${url}/v1/operations`, { method: 'POST', body }).then(
      async (response) => {
        const json = await response.json().catch(() => undefined)
        const http = { retryAfter: response.headers.get('retry-after'), date: response.headers.get('date') }
        const whole = response.status === 200 && Array.isArray(json?.answers) ? json.answers : undefined
        done(
          operations.map(({ id }, index) =>
            answerOf({ ...http, status: whole?.[index].status ?? response.status, body: whole?.[index].json ?? json }, id, (result) => ({
              result,
              receipt: null,
            })),
          ),
        )
      },
      (error) => done(operations.map(() => ({ kind: 'unanswered', why: error.name === 'AbortError' ? 'timeout' : 'network' }))),
    )
    return () => undefined
  }
}

export const systemClock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(() => callback(), delayMs)
    return () => clearTimeout(timer)
  },
}
