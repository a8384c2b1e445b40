import 'fake-indexeddb/auto'
import { answering } from '../../lib/child.ts'
import { holdfast } from '../../peers/holdfast.mjs'
import { queues } from '../../peers/index.mjs'
import { workboxQueue } from '../../peers/workboxQueue.mjs'
import { scenarios } from './scenarios.ts'
import { newWorld, type Outcome, type World } from './world.ts'

// All scenarios for one queue in one configuration.

Reflect.set(globalThis, 'window', globalThis)
// A library that lets a rejection go unheard is judged by what became of the set.
process.on('unhandledRejection', () => {})
const [name, configuration] = process.argv.slice(2)
const peer = [holdfast, workboxQueue, ...queues].find((one) => one.name === name)
let world: World | undefined
// Workbox has no store that could be handed in: a full disk meets it in IndexedDB itself.
const add = Reflect.get(IDBObjectStore.prototype, 'add') as (...given: unknown[]) => unknown
Reflect.set(IDBObjectStore.prototype, 'add', function (this: IDBObjectStore, ...given: unknown[]) {
  if (world?.isFull()) throw new DOMException('no space is left', 'QuotaExceededError')
  return Reflect.apply(add, this, given)
})

answering(async ({ scenario: wanted }: { scenario: string }): Promise<Outcome> => {
  const scenario = scenarios.find((one) => one.name === wanted)
  if (!peer || !scenario) throw new Error(`there is no ${wanted} for ${name}`)
  globalThis.indexedDB = new IDBFactory()
  const opened = await newWorld(peer, { best: configuration === 'best' })
  world = opened
  try {
    await scenario.run(opened)
    await opened.heal()
    return await (scenario.judge?.(opened) ?? opened.judge())
  } finally {
    opened.end()
  }
})
