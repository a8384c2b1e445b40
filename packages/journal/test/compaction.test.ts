import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportJournal, openJournal, type Compacted, type Journal, type Tabs } from '../src/index.ts'
import { memoryLocation, virtualClock, type Disk, type Disks, type Fault, type MemoryLocationOptions } from '../src/testing/index.ts'

const clock = virtualClock()

function tryOpen(options: MemoryLocationOptions, tabs?: Tabs, expectHistory = false) {
  let answer: Parameters<Parameters<typeof openJournal>[1]>[0] | undefined
  openJournal({ location: memoryLocation(options), clock, expectHistory, ...(tabs ? { tabs } : {}) }, (opened) => (answer = opened))
  return answer
}

function open(options: MemoryLocationOptions, tabs?: Tabs): Journal {
  const answer = tryOpen(options, tabs)
  assert.ok(answer?.open, answer && !answer.open ? answer.why : 'it did not answer')
  return answer.journal
}

const events = (journal: Journal) => journal.records.map(({ event }) => event)
const isEven = ({ event }: { event?: unknown }) => typeof event === 'number' && event % 2 === 0

/** A journal of the events 1 to 9, of which the even ones are live. */
function nine(options: MemoryLocationOptions): Journal {
  const journal = open(options)
  for (let n = 1; n <= 9; n++) journal.append({ event: n })
  return journal
}

function compact(journal: Journal): Compacted | undefined {
  let answer: Compacted | undefined
  journal.compact(isEven, (compacted) => (answer = compacted))
  return answer
}

function copyOf(disks: Disks): Disks {
  const copy = ({ opened, stored }: Disk): Disk => ({ opened, stored: new Map(stored) })
  return new Map([...disks].map(([generation, replicas]) => [generation, replicas.map(copy)]))
}

test('[J13] compaction keeps what is live, and the journal goes on in the next generation', () => {
  const disks: Disks = new Map()
  const journal = nine({ disks })
  assert.deepEqual(compact(journal), { compacted: true, dropped: 4 })
  journal.append({ event: 10 })
  assert.deepEqual(events(journal), [2, 4, 6, 8, 9, 10])
  const again = open({ disks })
  assert.equal(again.generation, 2)
  assert.deepEqual(events(again), [2, 4, 6, 8, 9, 10])
})

test('[J13] the pointer record comes last: before it every copy is on every replica', () => {
  const disks: Disks = new Map()
  const order: string[] = []
  const journal = nine({
    disks,
    fault: (key, generation, replica) => (order.push(`${generation}${'ab'[replica]}:${Number(key)}`), null),
  })
  order.length = 0
  compact(journal)
  assert.deepEqual(
    order.filter((write) => !write.endsWith(':NaN')),
    [...[2, 4, 6, 8, 9, 0].map((n) => `2a:${n}`), ...[2, 4, 6, 8, 9, 0].map((n) => `2b:${n}`), '1a:10', '1b:10'],
  )
})

test('[J13] if a copy is not read back as it was written, the journal does not move', () => {
  const disks: Disks = new Map()
  const location = memoryLocation({ disks })
  let journal: Journal | undefined
  const lying = {
    ...location,
    replicas: (generation: number) =>
      location
        .replicas(generation)
        .map((medium) =>
          generation === 1
            ? medium
            : { ...medium, append: (key: string, value: string, done: never) => medium.append(key, `${value.slice(0, -1)} `, done) },
        ) as unknown as ReturnType<typeof location.replicas>,
  }
  openJournal({ location: lying, clock, expectHistory: false }, (answer) => (journal = answer.open ? answer.journal : undefined))
  for (let n = 1; n <= 9; n++) journal!.append({ event: n })
  const answer = compact(journal!)
  assert.equal(answer?.compacted, false)
  journal!.append({ event: 10 })
  assert.deepEqual(events(open({ disks })), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('[J13] cut before or after any write or drop, on either replica, twice: nothing live is lost, nothing invented, and it goes on', () => {
  let cuts = 0
  /** Runs a launch that is cut at its nth write. Answers whether it got that far. */
  const cutAt = (disks: Disks, at: number, fault: Fault, run: (options: MemoryLocationOptions) => void): boolean => {
    let writes = 0
    let dead = false
    run({ disks, fault: () => (dead ? 'killedBefore' : writes++ === at ? ((dead = true), fault) : null) })
    return dead
  }
  const launch = (options: MemoryLocationOptions): void => {
    const answer = tryOpen(options)
    if (answer?.open) compact(answer.journal)
  }
  for (const firstFault of ['killedBefore', 'killedAfter'] as const) {
    for (let first = 0; ; first++) {
      const disks: Disks = new Map()
      nine({ disks })
      if (!cutAt(disks, first, firstFault, launch)) break
      for (const secondFault of ['killedBefore', 'killedAfter'] as const) {
        for (let second = 0; ; second++) {
          const again = copyOf(disks)
          if (!cutAt(again, second, secondFault, launch)) break
          cuts++
          const after = events(open({ disks: again }))
          const live = after.filter((event) => isEven({ event }) || event === 9)
          assert.deepEqual(live, [2, 4, 6, 8, 9], `cut at ${first} ${firstFault}, then ${second} ${secondFault}`)
          assert.deepEqual(
            after,
            [...new Set(after)].sort((a, b) => Number(a) - Number(b)),
          )
          const last = open({ disks: again })
          last.append({ event: 12 })
          compact(last)
          // A copy that was cut short may have copied 9 too: not live until the next compaction, but not a loss.
          assert.deepEqual(
            events(open({ disks: again })).filter((event) => event !== 9),
            [2, 4, 6, 8, 12],
          )
        }
      }
    }
  }
  assert.ok(cuts > 300, `${cuts} pairs of cuts`)
})

test('[J13] a full disk stops the compaction and nothing else', () => {
  const disks: Disks = new Map()
  const journal = nine({ disks, fault: (_key, generation) => (generation === 2 ? 'full' : null) })
  assert.equal(compact(journal)?.compacted, false)
  journal.append({ event: 10 })
  assert.deepEqual(events(open({ disks })), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('[J13] an unreadable value is copied whole', () => {
  const disks: Disks = new Map()
  nine({ disks })
  for (const { stored } of disks.get(1)!) {
    const [key, value] = [...stored][2]!
    stored.set(key, value.replace(/^1\|/, '7|'))
  }
  const journal = open({ disks })
  const { quarantined } = journal.report
  assert.equal(quarantined.length, 1)
  assert.equal(compact(journal)?.compacted, true)
  assert.deepEqual(open({ disks }).report.quarantined, quarantined)
})

test('[J13] compaction waits for another tab that appends during the copy, and that tab follows', () => {
  const disks: Disks = new Map()
  const silent: Tabs = { announce() {}, onAnnounced: () => () => {} }
  let interrupt = (): void => {}
  const one = open({ disks, replicas: 1, fault: (_key, generation) => (generation === 2 && interrupt(), null) }, silent)
  const other = open({ disks, replicas: 1 }, silent)
  for (let n = 1; n <= 4; n++) one.append({ event: n })
  interrupt = () => {
    interrupt = () => {}
    other.append({ event: 6 })
  }
  assert.equal(compact(one)?.compacted, true)
  other.append({ event: 8 })
  one.append({ event: 10 })
  assert.deepEqual(events(one), [2, 4, 6, 8, 10])
  assert.deepEqual(events(other), [1, 2, 3, 4, 6, 8])
  assert.deepEqual(events(open({ disks, replicas: 1 })), [2, 4, 6, 8, 10])
})

test('[J14] the old generation stays for the rest of this launch and is dropped at the next', () => {
  const disks: Disks = new Map()
  compact(nine({ disks }))
  assert.ok(disks.get(1)!.every(({ opened }) => opened))
  open({ disks })
  assert.ok(disks.get(1)!.every(({ opened }) => !opened))
})

test('[J14] if the new generation is lost by then, everything is restored from the old one', () => {
  const disks: Disks = new Map()
  compact(nine({ disks }))
  disks.delete(2)
  const journal = open({ disks })
  assert.deepEqual(events(journal), [1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.equal(journal.generation, 2)
})

test('[J7] a known journal without any generation is unavailable, not empty', () => {
  assert.equal(tryOpen({ disks: new Map() }, undefined, true)?.open, false)
})

test('[J13] the pointer record is committed before a record exists only in the new generation', () => {
  const disks: Disks = new Map()
  const location = memoryLocation({ disks })
  const asked: string[] = []
  const watched = {
    ...location,
    replicas: (generation: number) =>
      location.replicas(generation).map((medium) => ({
        ...medium,
        commit(done: () => void) {
          asked.push(`${medium.name} after ${disks.get(1)![0]!.stored.size}`)
          medium.commit(done)
        },
      })) as unknown as ReturnType<typeof location.replicas>,
  }
  openJournal({ location: watched, clock, expectHistory: false }, (answer) => {
    assert.ok(answer.open)
    for (let n = 1; n <= 9; n++) answer.journal.append({ event: n })
    asked.length = 0
    compact(answer.journal)
  })
  // Nine records and the header record, then the pointer record.
  assert.deepEqual(asked, ['2a after 10', '2b after 10', '1a after 11', '1b after 11'])
})

test('[J13] records that are no longer live since an interrupted copy do not come back with it', () => {
  const disks: Disks = new Map()
  let writes = 0
  const cut = nine({ disks, fault: (_key, generation) => (generation === 2 && ++writes > 5 ? 'killedBefore' : null) })
  compact(cut)
  const journal = open({ disks })
  journal.compact(({ event }) => event === 4)
  assert.deepEqual(events(open({ disks })), [4, 9])
})

test('[J14] what the new generation lost is restored from the old one, next to later records', () => {
  const disks: Disks = new Map()
  const journal = nine({ disks })
  compact(journal)
  journal.append({ event: 12 })
  for (const { stored } of disks.get(2)!) for (const key of stored.keys()) if (Number(key) < 9) stored.delete(key)
  const again = open({ disks })
  assert.deepEqual(events(again), [1, 2, 3, 4, 5, 6, 7, 8, 9, 12])
  assert.deepEqual(events(open({ disks })), events(again))
})

test('[J15] the sequence goes on after a compaction that dropped almost everything', () => {
  const disks: Disks = new Map()
  const journal = nine({ disks })
  journal.compact(() => false)
  const again = open({ disks })
  again.append({ event: 'next' })
  assert.ok(again.records.at(-1)!.seq > 9)
  assert.deepEqual(events(again), [9, 'next'])
})

test('[J16] the export has every record as it was made, and every unreadable value whole', () => {
  const disks: Disks = new Map()
  nine({ disks })
  for (const { stored } of disks.get(1)!) stored.set([...stored.keys()][1]!, 'torn')
  const journal = open({ disks })
  const exported = JSON.parse(exportJournal(journal)) as { records: { event: number }[]; setAside: { value: string }[] }
  assert.deepEqual(
    exported.records.map(({ event }) => event),
    [2, 3, 4, 5, 6, 7, 8, 9],
  )
  assert.deepEqual(new Set(exported.setAside.map(({ value }) => value)), new Set(['torn']))
})
