import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openJournal, type Journal, type Tabs } from '../src/index.ts'
import { memoryLocation, newerRecord, recordOfJson, virtualClock, type Disks } from '../src/testing/index.ts'

// A tab of this version and one of a later version, on one medium.

const clock = virtualClock()

/** Tabs that notify each other. */
function tabs() {
  const disks: Disks = new Map()
  const callbacks = new Set<() => void>()
  let isQuiet = false
  const open = (): Journal => {
    let own = (): void => undefined
    const tabs: Tabs = {
      announce: () => callbacks.forEach((callback) => !isQuiet && callback !== own && callback()),
      onAnnounced(callback) {
        callbacks.add((own = callback))
        return () => callbacks.delete(callback)
      },
    }
    let journal: Journal | undefined
    openJournal({ location: memoryLocation({ disks, replicas: 1 }), clock, expectHistory: false, tabs }, (answer) => {
      if (answer.open) journal = answer.journal
    })
    assert.ok(journal)
    return journal
  }
  /** Writes what the tab of the later version would write under this number, with or without a notification. */
  const later = (generation: number, seq: number, isTold: boolean, written = newerRecord(seq)) => {
    disks.get(generation)![0]!.stored.set(written.key, written.value)
    if (isTold) callbacks.forEach((callback) => callback())
    return written
  }
  /** Suppresses the notifications while `act` runs. */
  const quietly = (act: () => void): void => {
    isQuiet = true
    act()
    isQuiet = false
  }
  return { disks, open, later, quietly }
}

const heardBy = (journal: Journal): unknown[] => {
  const heard: unknown[] = []
  journal.subscribe(({ event }) => heard.push(event))
  return heard
}

const shapes = {
  'a record of a later format': (seq: number) => newerRecord(seq),
  'a record of a later shape': (seq: number) => recordOfJson(seq, `{"seq":${seq},"at":"2031-01-01T00:00:00Z","event":"later"}`),
}

for (const [what, make] of Object.entries(shapes)) {
  for (const isTold of [true, false]) {
    test(`[J10] [J12] a tab that finds ${what}, ${isTold ? 'when notified' : 'when it appends'}, goes on saving and receiving, and copies it when it compacts`, () => {
      const { disks, open, later } = tabs()
      const [one, other] = [open(), open()]
      const [heardByOne, heardByOther] = [heardBy(one), heardBy(other)]
      one.append({ event: 'a' })
      const found = [later(1, 2, isTold, make(2)), later(1, 3, isTold, make(3))]
      const saved: boolean[] = []
      one.append({ event: 'b' }, (answer) => saved.push(answer.saved))
      other.append({ event: 'c' }, (answer) => saved.push(answer.saved))
      found.push(later(1, 6, isTold, make(6)))
      one.append({ event: 'd' }, (answer) => saved.push(answer.saved))
      assert.deepEqual(saved, [true, true, true])
      for (const heard of [heardByOne, heardByOther]) assert.deepEqual(heard, ['a', 'b', 'c', 'd'])
      for (const tab of [one, other]) {
        assert.deepEqual(
          tab.records.map(({ seq }) => seq),
          [1, 4, 5, 7],
        )
        assert.deepEqual(tab.report.quarantined, found)
      }
      other.compact(() => true)
      one.append({ event: 'e' })
      other.append({ event: 'f' })
      for (const heard of [heardByOne, heardByOther]) assert.deepEqual(heard, ['a', 'b', 'c', 'd', 'e', 'f'])
      assert.deepEqual([one.generation, other.generation], [2, 2])
      for (const { key, value } of found) assert.equal(disks.get(2)![0]!.stored.get(key), value)
      const next = open()
      assert.deepEqual([next.records.map(({ event }) => event), next.report.quarantined], [['a', 'b', 'c', 'd', 'e', 'f'], found])
    })
  }
}

test('[J12] [J13] what a later version wrote into the next generation is quarantined too, and kept with what was found before', () => {
  const { open, later } = tabs()
  const [one, other] = [open(), open()]
  one.append({ event: 'a' })
  const first = later(1, 2, true)
  one.append({ event: 'b' })
  other.compact(() => true)
  const second = later(2, 5, true)
  const heard = heardBy(one)
  other.append({ event: 'c' })
  one.append({ event: 'd' })
  assert.deepEqual(heard, ['c', 'd'])
  assert.deepEqual([one.report.quarantined, one.generation], [[first, second], 2])
  one.compact(() => true)
  assert.deepEqual(open().report.quarantined, [first, second])
})

test('[J10] [J13] after one notification a tab receives what was written behind a pointer record it did not know', () => {
  const { open, quietly } = tabs()
  const [one, other] = [open(), open()]
  one.append({ event: 'a' })
  const heard = heardBy(one)
  quietly(() => {
    other.compact(() => true)
    other.append({ event: 'b' })
  })
  other.append({ event: 'c' })
  assert.deepEqual([heard, one.generation], [['b', 'c'], 2])
})

test('[J3] a copy that another version writes next to a record is not delivered a second time', () => {
  const { disks, open, later } = tabs()
  const [one, other] = [open(), open()]
  const heard = heardBy(one)
  other.append({ event: 'a' })
  later(1, 1, true, { key: '0000000000000001+', value: disks.get(1)![0]!.stored.get('0000000000000001')! })
  other.append({ event: 'b' })
  one.append({ event: 'c' })
  assert.deepEqual(heard, ['a', 'b', 'c'])
  assert.deepEqual(
    open().records.map(({ event }) => event),
    ['a', 'b', 'c'],
  )
})
