import 'fake-indexeddb/auto'
import { answering } from '../../lib/child.mjs'
import { holdfast } from '../../peers/holdfast.mjs'
import { queues } from '../../peers/index.mjs'
import { workboxQueue } from '../../peers/workboxQueue.mjs'
import { scenarios } from './scenarios.mjs'
import { newWorld } from './world.mjs'

// All scenarios for one queue in one configuration.

globalThis.window = globalThis
// A library that lets a rejection go unheard is judged by what became of the set.
process.on('unhandledRejection', () => {})
const [name, configuration] = process.argv.slice(2)
const peer = [holdfast, workboxQueue, ...queues].find((one) => one.name === name)
let world
// Workbox has no store that could be handed in: a full disk meets it in IndexedDB itself.
const add = Reflect.get(IDBObjectStore.prototype, 'add')
Reflect.set(IDBObjectStore.prototype, 'add', function (...given) {
  if (world?.isFull()) throw new DOMException('no space is left', 'QuotaExceededError')
  return Reflect.apply(add, this, given)
})

answering(async ({ scenario: wanted }) => {
  const scenario = scenarios.find((one) => one.name === wanted)
  globalThis.indexedDB = new IDBFactory()
  world = await newWorld(peer, { best: configuration === 'best' })
  try {
    await scenario.run(world)
    await world.heal()
    return await (scenario.judge?.(world) ?? world.judge())
  } finally {
    world.end()
  }
})
