import { openJournal } from '@holdfast/journal'
import { memoryLocation } from '@holdfast/journal/testing'
import { locationIn } from '../../../crash/src/location.ts'
import { answering } from '../../lib/child.mjs'
import { intentOf } from '../../lib/operation.mjs'
import { memoryStore } from '../../lib/store.mjs'
import { cpuUs } from '../../lib/statistics.mjs'
import { systemClock } from '../../peers/holdfast.mjs'
import { zustandPersist } from '../../peers/zustandPersist.mjs'

// Ten years of sets, written by one process and read by the next: everything was sent long ago, all of it is history.

const [how, medium, sets, folder] = process.argv.slice(2)
const eventOf = (n) => {
  const { endpoint, body } = intentOf(n)
  return { kind: 'setCompleted', sessionId: endpoint.split('/')[3], set: { id: endpoint.split('/').at(-1), ...body } }
}
const all = () => Array.from({ length: Number(sets) }, (_, n) => eventOf(n))

const keepers = {
  holdfast: {
    async write() {
      const disks = new Map()
      const { append } = await opened(medium === 'memory' ? memoryLocation({ disks }) : locationIn(folder))
      for (const event of all()) append({ event })
      return disks
    },
    open: (disks) => opened(medium === 'memory' ? memoryLocation({ disks }) : locationIn(folder)),
  },
  'zustand persist': {
    async write() {
      const store = memoryStore()
      const queue = await zustandPersist.open({ store })
      queue.fill(all())
      return store
    },
    open: (store) => zustandPersist.open({ store }),
  },
  'JSON.parse': {
    write: async () => JSON.stringify(all()),
    open: async (text) => JSON.parse(text),
  },
}

answering(async ({ write }) => {
  const keeper = keepers[how]
  // On MMKV the files outlive the one who wrote them; in memory the text has to stay, and is weighed away below.
  if (write) {
    await keeper.write()
    return null
  }
  const left = medium === 'memory' ? await keeper.write() : undefined
  globalThis.gc()
  const before = process.memoryUsage()
  let held
  const us = await cpuUs(async () => (held = await keeper.open(left)))
  globalThis.gc()
  const after = process.memoryUsage()
  return {
    openMs: us / 1_000,
    heapMib: (after.heapUsed - before.heapUsed) / 2 ** 20,
    rssMib: (after.rss - before.rss) / 2 ** 20,
    held: held !== undefined,
  }
})

function opened(location) {
  return new Promise((resolve, reject) => {
    openJournal({ location, clock: systemClock, expectHistory: false }, (answer) =>
      answer.open ? resolve(answer.journal) : reject(new Error(answer.why)),
    )
  })
}
