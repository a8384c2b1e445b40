import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openJournal, type Journal, type Tabs, type OpenJournal } from '../src/index.ts'
import {
  memoryMedium,
  memoryLocation,
  newDisk,
  newerRecord,
  locationOf,
  recordOfJson,
  virtualClock,
  type Disks,
} from '../src/testing/index.ts'

const clock = virtualClock()

function opened(answer: OpenJournal | undefined): Journal {
  assert.ok(answer?.open, answer?.open === false ? answer.why : 'the journal did not open')
  return answer.journal
}

const shapes: Record<string, string> = {
  'abandoned is an object': '{"seq":2,"at":1,"event":"b","abandoned":{}}',
  'abandoned is null': '{"seq":2,"at":1,"event":"b","abandoned":null}',
  'abandoned holds a text': '{"seq":2,"at":1,"event":"b","abandoned":["1"]}',
  'the pointer is a text': '{"seq":2,"at":1,"movedTo":"3"}',
  'the pointer is null': '{"seq":2,"at":1,"movedTo":null}',
  'the pointer is no generation': '{"seq":2,"at":1,"movedTo":-1}',
  'no time': '{"seq":2,"event":"b"}',
  'the time is a text': '{"seq":2,"at":"1970-01-01T00:00:00Z","event":"b"}',
}

for (const [name, json] of Object.entries(shapes)) {
  for (const replicas of [1, 2] as const) {
    test(`[J5] [J12] a record in a shape of another version is quarantined, the others are read: ${name}, ${replicas} replica(s)`, () => {
      const disks: Disks = new Map()
      const open = (): Journal => {
        let answer: OpenJournal | undefined
        openJournal({ location: memoryLocation({ disks, replicas }), clock, expectHistory: false }, (told) => (answer = told))
        return opened(answer)
      }
      const first = open()
      first.append({ event: 'a' })
      const foreign = recordOfJson(2, json)
      for (const disk of disks.get(1)!) disk.stored.set(foreign.key, foreign.value)
      const second = open()
      assert.deepEqual(
        second.records.map(({ event }) => event),
        ['a'],
      )
      assert.deepEqual(second.report.quarantined, [foreign])
      second.append({ event: 'c' })
      second.compact(() => true)
      const third = open()
      assert.deepEqual(
        third.records.map(({ seq, event }) => [seq, event]),
        [
          [1, 'a'],
          [3, 'c'],
        ],
      )
      assert.deepEqual(third.report.quarantined, [foreign])
    })
  }
}

test('[J12] what a later version wrote while this tab was open is copied when the tab compacts', () => {
  const disk = newDisk()
  const disks: Disks = new Map([[1, [disk]]])
  let hear = (): void => undefined
  const tabs: Tabs = { announce() {}, onAnnounced: (callback) => ((hear = callback), () => undefined) }
  let answer: OpenJournal | undefined
  openJournal({ location: memoryLocation({ disks, replicas: 1 }), clock, expectHistory: false, tabs }, (told) => (answer = told))
  const journal = opened(answer)
  journal.append({ event: 'a' })
  const newer = newerRecord(2)
  disk.stored.set(newer.key, newer.value)
  hear()
  hear()
  assert.deepEqual(journal.report.quarantined, [newer])
  journal.append({ event: 'b' })
  journal.compact(() => true)
  assert.equal(journal.generation, 2)
  assert.equal(disks.get(2)![0]!.stored.get(newer.key), newer.value)
})

test('[J10] catchUp delivers everything written until then, also when it cannot be read at first', () => {
  const disk = newDisk()
  const [here, there] = [memoryMedium({ disk }), memoryMedium({ disk })]
  const time = virtualClock()
  let isReadable = true
  const medium: typeof here = {
    ...here,
    read: (afterKey, done) => (isReadable ? here.read(afterKey, done) : done({ ok: false, why: 'busy' })),
  }
  const open = (replica: typeof here): Journal => {
    let answer: OpenJournal | undefined
    openJournal({ location: locationOf(replica), clock: time, expectHistory: false }, (told) => (answer = told))
    return opened(answer)
  }
  const journal = open(medium)
  open(there).append({ event: 'of another process' })
  const heard: unknown[] = []
  isReadable = false
  journal.catchUp(() => heard.push(journal.records.length))
  assert.deepEqual(heard, [])
  isReadable = true
  time.advance(1_000)
  assert.deepEqual(heard, [1])
})
