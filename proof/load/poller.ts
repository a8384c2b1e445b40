import { setTimeout as wait } from 'node:timers/promises'
import { syncAnswerSchema } from '@holdfast/contract'
import type { Session, SyncAnswer } from '@holdfast/contract'
import { openConnection } from './connection.ts'
import type { Connection } from './connection.ts'
import type { Lifter } from './workload.ts'

/** The sessions of a lifter as a second device holds them. */
export type Mirror = Map<string, Session>

/** Another device of a lifter: asks again and again for what changed since its cursor, alternating between the servers. */
export function startPoller(addresses: readonly string[], lifter: Lifter) {
  const connection = openConnection()
  const mirror: Mirror = new Map()
  let cursor = 0
  let polls = 0
  let stopping = false
  let etag: string | undefined
  const step = async () => {
    const answer = await pull(connection, addresses[polls++ % addresses.length] ?? '', lifter, cursor, etag)
    if (answer === null) return null
    etag = answer.etag
    if (answer.page === 'unchanged') return { more: false }
    for (const session of answer.page.sessions) mirror.set(session.id, session)
    for (const id of answer.page.tombstones) mirror.delete(id)
    // The ETag belongs to the address it came from, and the cursor is part of that address.
    if (answer.page.cursor !== cursor) etag = undefined
    cursor = answer.page.cursor
    return { more: answer.page.more }
  }
  const run = async () => {
    while (!stopping) {
      const found = await step()
      await wait(found?.more ? 0 : 50)
    }
  }
  const running = run()
  // `finish` reports an error; until then it must not be an unhandled rejection.
  running.catch(() => {})
  const stop = () => void (stopping = true)
  return {
    stop,
    /** Ends the polling, catches up from the cursor once more, and answers what the device holds. */
    async finish(): Promise<{ mirror: Mirror; polls: number }> {
      stop()
      await running
      await untilSettled(step)
      connection.close()
      return { mirror, polls }
    },
  }
}
export type Poller = ReturnType<typeof startPoller>

/** Everything from the beginning, as a new device gets it. */
export async function freshMirror(address: string, lifter: Lifter): Promise<Mirror> {
  const connection = openConnection()
  const mirror: Mirror = new Map()
  let cursor = 0
  await untilSettled(async () => {
    const answer = await pull(connection, address, lifter, cursor, undefined)
    if (answer === null || answer.page === 'unchanged') return null
    for (const session of answer.page.sessions) mirror.set(session.id, session)
    cursor = answer.page.cursor
    return { more: answer.page.more }
  })
  connection.close()
  return mirror
}

async function untilSettled(step: () => Promise<{ more: boolean } | null>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    const found = await step()
    if (found && !found.more) return
    if (!found) await wait(20)
  }
  throw new Error('sync did not come to an end')
}

async function pull(
  connection: Connection,
  address: string,
  lifter: Lifter,
  cursor: number,
  etag: string | undefined,
): Promise<{ page: SyncAnswer | 'unchanged'; etag: string | undefined } | null> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${lifter.token}`,
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  }
  const reply = await connection.ask(address, { method: 'GET', path: `/v1/sync?cursor=${cursor}`, headers })
  if (reply.kind !== 'answered') return null
  if (reply.status === 304) return { page: 'unchanged', etag }
  if (reply.status === 429) await wait(1_000)
  if (reply.status !== 200) return null
  const tag = reply.headers['etag']
  return { page: syncAnswerSchema.parse(JSON.parse(reply.text)), etag: typeof tag === 'string' ? tag : undefined }
}
