import { openJournal, type Journal, type JournalLocation } from '@holdfast/journal'
import { memoryLocation, type Disks } from '@holdfast/journal/testing'
import { locationIn } from '../../../crash/src/location.ts'
import { answering } from '../../lib/child.ts'
import { intentOf, setOf } from '../../lib/operation.ts'
import { cpuUs } from '../../lib/statistics.ts'
import { memoryStore } from '../../lib/store.ts'
import { systemClock } from '../../peers/holdfast.mjs'
import { zustandPersist } from '../../peers/zustandPersist.mjs'

// Ten years of sets, written by one process and read by the next: everything was sent long ago, all of it is history.

export type KeeperQuestion = { write: boolean }

export type Held = { openMs: number; heapMib: number; rssMib: number; held: boolean }

const [how = '', medium, sets, folder = ''] = process.argv.slice(2)
const eventOf = (n: number) => ({ kind: 'setCompleted', sessionId: intentOf(n).endpoint.split('/')[3], set: setOf(n) })
const all = () => Array.from({ length: Number(sets) }, (_, n) => eventOf(n))

type Keeper = { write(): Promise<void>; open(): Promise<unknown> }

/** What in memory outlives the one who wrote it. */
const disks: Disks = new Map()
const store = memoryStore()
let text = ''

const location = () => (medium === 'memory' ? memoryLocation({ disks }) : locationIn(folder))

const keepers: Record<string, Keeper> = {
  holdfast: {
    async write() {
      const journal = await opened(location())
      for (const event of all()) journal.append({ event })
    },
    open: () => opened(location()),
  },
  'zustand persist': {
    async write() {
      const queue = await zustandPersist.open({ store })
      queue.fill?.(all())
    },
    open: () => zustandPersist.open({ store }),
  },
  'JSON.parse': {
    async write() {
      text = JSON.stringify(all())
    },
    open: async () => JSON.parse(text) as unknown,
  },
}

answering(async ({ write }: KeeperQuestion): Promise<Held | null> => {
  const keeper = keepers[how]
  if (!keeper) throw new Error(`there is no keeper ${how}`)
  // On MMKV the files outlive the one who wrote them; in memory the text has to stay, and is weighed away below.
  if (write) {
    await keeper.write()
    return null
  }
  if (medium === 'memory') await keeper.write()
  globalThis.gc?.()
  const before = process.memoryUsage()
  let held: unknown
  const us = await cpuUs(async () => (held = await keeper.open()))
  globalThis.gc?.()
  const after = process.memoryUsage()
  return {
    openMs: us / 1_000,
    heapMib: (after.heapUsed - before.heapUsed) / 2 ** 20,
    rssMib: (after.rss - before.rss) / 2 ** 20,
    held: held !== undefined,
  }
})

function opened(location: JournalLocation): Promise<Journal> {
  return new Promise((resolve, reject) => {
    openJournal({ location, clock: systemClock, expectHistory: false }, (answer) =>
      answer.open ? resolve(answer.journal) : reject(new Error(answer.why)),
    )
  })
}
