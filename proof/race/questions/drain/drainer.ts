import 'fake-indexeddb/auto'
import { memoryLocation } from '@holdfast/journal/testing'
import { answering } from '../../lib/child.ts'
import { newNetwork, newServer } from '../../lib/network.ts'
import { operationOf, type Operation } from '../../lib/operation.ts'
import type { OpenOptions } from '../../lib/peer.ts'
import { memoryStore, watched } from '../../lib/store.ts'
import { holdfast } from '../../peers/holdfast.mjs'
import { peers } from '../../peers/index.mjs'
import { workboxQueue } from '../../peers/workboxQueue.mjs'

// One queue: taps offline, then the network comes back.

export type DrainerQuestion = { operations: number; entities: number; limitMs: number }

export type Drained = { seconds: number; arrived: number; requests: number; bytes: number; violations: number }

Reflect.set(globalThis, 'window', globalThis)
const [name, options = '{}'] = process.argv.slice(2)
const peer = [holdfast, workboxQueue, ...peers].find((one) => one.name === name)

answering(async ({ operations, entities, limitMs }: DrainerQuestion): Promise<Drained> => {
  if (!peer) throw new Error(`there is no queue ${name}`)
  const server = newServer()
  // 20 to 80 ms for a round trip, half of it each way, so that what is sent side by side may overtake.
  const network = newNetwork(server, { delayMs: () => 10 + Math.random() * 30 })
  globalThis.fetch = network.fetch
  const queue = await peer.open({
    location: memoryLocation(),
    store: watched(memoryStore()),
    network,
    ...(JSON.parse(options) as OpenOptions),
  })
  const tapped = Array.from({ length: operations }, (_, n) => operationOf((n % entities) * 1_000 + Math.floor(n / entities), 1_000))
  for (const operation of tapped) {
    queue.tap(operation)
    await turn()
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const startMs = performance.now()
  network.setOnline(true)
  while (server.effects.length < operations && performance.now() - startMs < limitMs) await turn()
  const seconds = (performance.now() - startMs) / 1_000
  return {
    seconds,
    arrived: server.effects.length,
    requests: server.requests,
    bytes: server.bytes,
    violations: violationsOf(server.effects, tapped),
  }
})

/** How many arrived after a later one of their own entity. */
function violationsOf(effects: readonly string[], tapped: readonly Operation[]): number {
  const location = new Map(tapped.map(({ id, endpoint }, at) => [id, { at, entity: endpoint.split('/')[3] ?? '' }]))
  const latest = new Map<string, number>()
  let violations = 0
  for (const id of effects) {
    const { at, entity } = location.get(id) ?? { at: 0, entity: id }
    if (at < (latest.get(entity) ?? -1)) violations++
    else latest.set(entity, at)
  }
  return violations
}

function turn() {
  return new Promise((resolve) => setTimeout(resolve, 1))
}
