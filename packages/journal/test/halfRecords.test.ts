import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openJournal, type Journal } from '../src/index.ts'
import { memoryLocation, newerRecord, virtualClock, type Disk, type Disks, type Fault } from '../src/testing/index.ts'

// Every key of each replica is lost alone and in pairs, and every write and removal is cut off: what one replica has is enough.

const clock = virtualClock()

function tryOpen(
  disks: Disks,
  more: { expectHistory?: boolean; fault?: (key: string, generation: number, replica: number) => Fault | null } = {},
) {
  const { expectHistory = true, fault } = more
  let answer: Parameters<Parameters<typeof openJournal>[1]>[0] | undefined
  openJournal({ location: memoryLocation({ disks, ...(fault ? { fault } : {}) }), clock, expectHistory }, (told) => (answer = told))
  return answer
}

function open(disks: Disks, expectHistory = true): Journal {
  const answer = tryOpen(disks, { expectHistory })
  assert.ok(answer?.open, answer && !answer.open ? answer.why : 'it did not answer')
  return answer.journal
}

const events = (journal: Journal) => journal.records.map(({ event }) => event)

function copyOf(disks: Disks): Disks {
  const copy = ({ opened, stored }: Disk): Disk => ({ opened, stored: new Map(stored) })
  return new Map([...disks].map(([generation, replicas]) => [generation, replicas.map(copy)]))
}

/** A journal of a, b and c with a record of a later version, moved to its second generation or not. */
function journalOf(isMoved: boolean): Disks {
  const disks: Disks = new Map()
  const first = open(disks, false)
  first.append({ event: 'a' })
  const later = newerRecord(2)
  for (const disk of disks.get(1)!) disk.stored.set(later.key, later.value)
  const journal = open(disks)
  journal.append({ event: 'b' })
  journal.append({ event: 'c' })
  if (isMoved) journal.compact(({ event }) => event === 'a')
  return disks
}

/** Every key that some replica holds: the header record, records, the pointer record. */
const keysOf = (disks: Disks): [disk: Disk, key: string, name: string][] =>
  [...disks].flatMap(([generation, replicas]) =>
    replicas.flatMap((disk, replica) =>
      [...disk.stored.keys()].map((key): [Disk, string, string] => [disk, key, `${generation}${'ab'[replica]}:${Number(key)}`]),
    ),
  )

const HEADER = '1|175c735e|{"seq":0,"at":0}'

/** The key is gone from the replica, or holds garbage. */
const losses = {
  gone: (disk: Disk, key: string) => void disk.stored.delete(key),
  torn: (disk: Disk, key: string) => void disk.stored.set(key, 'torn'),
}

for (const isMoved of [false, true]) {
  test(`[J5] [J6] [J13] of a ${isMoved ? 'moved ' : ''}journal any one or two keys of the replicas are lost, or one is torn: what the other replica has is read, repaired, and copied`, () => {
    const whole = journalOf(isMoved)
    const count = keysOf(whole).length
    const expected = isMoved ? ['a', 'c'] : ['a', 'b', 'c']
    let cases = 0
    for (const [how, lose] of Object.entries(losses)) {
      for (let one = 0; one < count; one++) {
        for (let other = one; other < (how === 'gone' ? count : one + 1); other++) {
          const disks = copyOf(whole)
          const keys = keysOf(disks)
          const [first, second] = [keys[one]!, keys[other]!]
          // Lost on both replicas: another test covers that.
          if (one !== other && first[1] === second[1] && first[2][0] === second[2][0]) continue
          lose(first[0], first[1])
          if (one !== other) lose(second[0], second[1])
          const what = `${how}: ${first[2]}${one === other ? '' : `, ${second[2]}`}`
          const journal = open(disks)
          assert.deepEqual([events(journal), journal.generation], [expected, isMoved ? 2 : 1], what)
          assert.deepEqual(journal.report.quarantined, [newerRecord(2)], what)
          for (const { stored } of disks.get(journal.generation)!) assert.ok([...stored.values()].includes(HEADER), `${what}: the header`)
          // Repaired: either replica of the generation now holds everything.
          for (const replica of [0, 1]) {
            const alone = copyOf(disks)
            Object.assign(alone.get(journal.generation)![replica]!, { opened: false, stored: new Map() })
            const again = open(alone)
            assert.deepEqual(
              [events(again), again.report.quarantined],
              [expected, [newerRecord(2)]],
              `${what}, then replica ${replica} alone`,
            )
          }
          journal.append({ event: 'd' })
          journal.compact(() => true)
          const after = open(disks)
          assert.deepEqual([events(after), after.report.quarantined], [[...expected, 'd'], [newerRecord(2)]], `${what}, moved`)
          cases++
        }
      }
    }
    assert.ok(cases > 50, `${cases} cases`)
  })
}

test('[J7] a header record that is torn on both replicas still shows that a journal existed', () => {
  const disks = journalOf(false)
  for (const disk of disks.get(1)!) disk.stored.set('0000000000000000', 'torn')
  const journal = open(disks)
  assert.deepEqual([events(journal), journal.report.quarantined], [['a', 'b', 'c'], [newerRecord(2)]])
})

test('[J7] a new location that is full is unavailable: without a header record a lost history would look like a new one', () => {
  for (const full of [0, 1]) {
    const answer = tryOpen(new Map(), { expectHistory: false, fault: (_key, _generation, replica) => (replica === full ? 'full' : null) })
    assert.equal(answer?.open, false)
  }
})

test('[J13] [J14] the pointer record is on the first replica only, and the process that drops the old generation dies between two drops', () => {
  for (const fault of ['killedBefore', 'killedAfter'] as const) {
    const disks = journalOf(false)
    const answer = tryOpen(disks, { fault: (_key, generation, replica) => (generation === 1 && replica === 1 ? 'full' : null) })
    assert.ok(answer?.open)
    answer.journal.compact(({ event }) => event === 'a')
    answer.journal.append({ event: 'd' })
    let drops = 0
    tryOpen(disks, { fault: (key) => (key === 'drop' && ++drops === (fault === 'killedBefore' ? 2 : 1) ? fault : null) })
    assert.deepEqual(
      disks.get(1)!.map(({ opened }) => opened),
      [true, false],
    )
    const journal = open(disks)
    assert.deepEqual([events(journal), journal.report.quarantined, journal.generation], [['a', 'c', 'd'], [newerRecord(2)], 2])
  }
})

test('[J14] the old generation stays while the new one cannot be repaired', () => {
  const whole = journalOf(true)
  const disks = copyOf(whole)
  disks.get(2)![0]!.stored.delete('0000000000000001')
  const answer = tryOpen(disks, { fault: (key) => (key === 'drop' ? null : 'full') })
  assert.ok(answer?.open)
  assert.deepEqual(events(answer.journal), ['a', 'c'])
  assert.deepEqual(disks.get(1), whole.get(1))
})

test('[J11] [J14] the new generation is lost: cut before or after any write or drop, everything is restored from the old one, and no number is used again', () => {
  const whole = journalOf(true)
  whole.delete(2)
  const giving = open(copyOf(whole))
  giving.append({ event: 'd' })
  assert.equal(giving.records.at(-1)!.seq, 6, 'the pointer was the fifth')
  let cuts = 0
  for (const fault of ['killedBefore', 'killedAfter'] as const) {
    for (let at = 0; ; at++) {
      const disks = copyOf(whole)
      let writes = 0
      let isDead = false
      tryOpen(disks, { fault: () => (isDead ? 'killedBefore' : writes++ === at ? ((isDead = true), fault) : null) })
      const journal = open(disks)
      const what = `${fault} ${at}`
      assert.deepEqual([events(journal), journal.report.quarantined, journal.generation], [['a', 'b', 'c'], [newerRecord(2)], 2], what)
      journal.append({ event: 'd' })
      const again = open(disks)
      assert.deepEqual([events(again), again.report.quarantined], [['a', 'b', 'c', 'd'], [newerRecord(2)]], what)
      if (!isDead) break
      cuts++
    }
  }
  assert.ok(cuts > 15, `${cuts} cuts`)
})

test('[J6] a replica that lacks a record and cannot be written is unavailable; the answer names it and the reason', () => {
  const disks = copyOf(journalOf(true))
  disks.get(2)![1]!.stored.delete('0000000000000001')
  const answer = tryOpen(disks, { fault: (key) => (key === 'drop' ? null : 'unavailable') })
  assert.deepEqual(answer, { open: false, why: '2b: the memory medium was told to be unavailable' })
})

test('[J12] [J14] a restored value is recognised by its key and its text: another text under the same key is kept too', () => {
  const [key, other] = ['0000000000000002', '0000000000000003']
  for (const [stored, kept] of [
    [{ key, value: 'one' }, 1],
    [{ key, value: 'two' }, 2],
    [{ key: other, value: 'one' }, 2],
  ] as const) {
    const disks = copyOf(journalOf(true))
    disks.get(1)![0]!.stored.set(key, 'one')
    disks.get(1)![1]!.stored.delete(key)
    disks.get(2)![0]!.stored = new Map([[stored.key, stored.value]])
    disks.get(2)![1]!.stored = new Map()
    assert.equal(open(disks).report.quarantined.length, kept, `${stored.key} ${stored.value}`)
  }
})
