import { setTimeout as wait } from 'node:timers/promises'
import { batchAnswerSchema, IDEMPOTENCY_KEY_HEADER } from '@holdfast/contract'
import type { Conflict } from '@holdfast/contract'
import type { Chance } from '@holdfast/tools/chance'
import { openConnection } from './connection.ts'
import type { Connection, Reply } from './connection.ts'
import type { Operation, Sending } from './workload.ts'

/** The verdicts that the phones received, by operation id: every different one. More than one is a contradiction. */
export type Told = Map<string, Set<string>>

export type Tally = { requests: number; aborted: number; retries: number; byStatus: Map<string, number> }

export type Traffic = {
  addresses: readonly string[]
  chance: Chance
  told: Told
  tally: Tally
  /** When to give up, so that a server that never answers ends the run. Milliseconds, `performance.now()`. */
  deadlineMs: number
}

const HANG_UPS = 0.15
const PAUSE_MS = 40

/** Sends everything over so many connections. `progress` receives how many requests are done. */
export async function sendAll(traffic: Traffic, sendings: readonly Sending[], connections: number, progress: (done: number) => void) {
  let next = 0
  let done = 0
  const work = async () => {
    const connection = openConnection()
    for (let sending = sendings[next++]; sending; sending = sendings[next++]) {
      await deliver(traffic, connection, sending)
      progress(++done)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, work))
}

/** Sends until there is an answer, as a phone does; but some clients close the connection and do not ask again. */
async function deliver(traffic: Traffic, connection: Connection, sending: Sending): Promise<void> {
  const { addresses, chance, tally } = traffic
  const hangUp = chance.happens(HANG_UPS) ? (chance.happens(0.5) ? 'atAnswer' : chance.below(40)) : undefined
  let waiting = sending.operations
  for (let tries = 0; waiting.length > 0; tries++) {
    if (performance.now() > traffic.deadlineMs) throw new Error('the servers did not answer everything in time')
    if (tries > 0) {
      tally.retries++
      await wait(PAUSE_MS + chance.below(PAUSE_MS * Math.min(tries, 10)))
    }
    tally.requests++
    const asked = requestOf({ ...sending, operations: waiting })
    const reply = await connection.ask(chance.pick(addresses), { ...asked, ...(hangUp === undefined ? {} : { hangUp }) })
    count(tally, reply)
    if (reply.kind === 'hungUp') {
      tally.aborted++
      return
    }
    if (reply.kind === 'unanswered') continue
    const settled = hear(traffic.told, sending, waiting, reply)
    waiting = waiting.filter((operation) => !settled.has(operation.id))
    const retryAfter = Number(reply.headers['retry-after'])
    if (reply.status === 429 && retryAfter > 0) await wait(retryAfter * 1_000)
  }
}

function requestOf({ lifter, batch, operations }: Sending) {
  const headers = { authorization: `Bearer ${lifter.token}` }
  const [only] = operations
  if (!batch && only) {
    const { method, path, body, id } = only
    return { method, path, headers: { ...headers, [IDEMPOTENCY_KEY_HEADER]: id }, body: JSON.stringify(body) }
  }
  const listed = operations.map(({ id, method, path, body }) => ({ operationId: id, method, path, body }))
  return { method: 'POST', path: '/v1/operations', headers, body: JSON.stringify({ operations: listed }) }
}

/** Records the verdicts of an answer, and answers the operations that it settles. A verdict that names no operation settles none. */
function hear(told: Told, { batch }: Sending, asked: readonly Operation[], reply: Reply & { kind: 'answered' }): Set<string> {
  const settled = new Set<string>()
  const note = (status: number, body: unknown) => {
    const verdict = body as { operationId?: string; outcome?: string; code?: string; conflict?: Conflict | null }
    const id = verdict.operationId
    if (id === undefined || !asked.some((operation) => operation.id === id)) return
    settled.add(id)
    // jsonb returns the keys in another order, so they are listed here.
    const { revisionId, kept, otherLoggedAt } = verdict.conflict ?? {}
    const text = JSON.stringify([status, verdict.outcome ?? verdict.code, revisionId, kept, otherLoggedAt])
    told.set(id, (told.get(id) ?? new Set()).add(text))
  }
  const fatal = reply.status === 401 || reply.status === 403
  if (fatal) throw new Error(`the servers refuse the load with ${reply.status}: ${reply.text.slice(0, 200)}`)
  const json: unknown = JSON.parse(reply.text)
  if (!batch || reply.status !== 200) note(reply.status, json)
  else for (const answer of batchAnswerSchema.parse(json).answers) note(answer.status, answer.body)
  return settled
}

function count({ byStatus }: Tally, reply: Reply): void {
  const key = reply.kind === 'answered' ? String(reply.status) : reply.kind === 'hungUp' ? 'hung up' : reply.why
  byStatus.set(key, (byStatus.get(key) ?? 0) + 1)
}
