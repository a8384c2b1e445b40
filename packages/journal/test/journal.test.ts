import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openJournal, type Journal, type JournalRecord, type Medium, type Tabs, type Saved } from '../src/index.ts'
import { verifyJournal } from '../src/verify.ts'
import { memoryMedium, memoryLocation, newDisk, locationOf, virtualClock, type Disk, type Fault } from '../src/testing/index.ts'

const clock = virtualClock()

function open(media: [Medium, ...Medium[]], more: { expectHistory?: boolean; tabs?: Tabs } = {}): Journal {
  const answer = tryOpen(media, more)
  assert.ok(answer.open, answer.open ? '' : answer.why)
  return answer.journal
}

function tryOpen(media: [Medium, ...Medium[]], more: { expectHistory?: boolean; tabs?: Tabs } = {}) {
  let answer: Parameters<Parameters<typeof openJournal>[1]>[0] | undefined
  openJournal({ location: locationOf(...media), clock, expectHistory: false, ...more }, (opened) => (answer = opened))
  assert.ok(answer, 'a medium that completes at once opens at once')
  return answer
}

/** Two mirrored replicas, as on a phone. */
function phone(a: Disk, b: Disk, fault: { a?: () => Fault | null; b?: () => Fault | null } = {}): [Medium, Medium] {
  return [
    memoryMedium({ name: 'A', disk: a, ...(fault.a ? { fault: fault.a } : {}) }),
    memoryMedium({ name: 'B', disk: b, ...(fault.b ? { fault: fault.b } : {}) }),
  ]
}

/** What a disk holds besides the header record, in order. */
const written = (disk: Disk): [string, string][] => [...disk.stored].filter(([key]) => Number(key) !== 0)

const events = (journal: Journal) => journal.records.map((record) => record.event)
const newPair = (): [Disk, Disk] => [newDisk(), newDisk()]

test('[J1] one append keeps the event, the operation and the settlement together across a restart', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: { kind: 'setCompleted' }, enqueue: { id: 'o1' }, settle: { id: 'o0' } })
  assert.equal(written(a).length, 1)
  assert.equal(written(b).length, 1)
  assert.deepEqual(
    open(phone(a, b)).records.map(({ event, enqueue, settle }) => ({ event, enqueue, settle })),
    [{ event: { kind: 'setCompleted' }, enqueue: { id: 'o1' }, settle: { id: 'o0' } }],
  )
})

test('[J2] listeners receive a record after both replicas hold it, and before append returns', () => {
  const [a, b] = newPair()
  const journal = open(phone(a, b))
  const heard: unknown[] = []
  journal.subscribe(() => heard.push(['listener', written(a).length, written(b).length]))
  journal.append({ event: 1 }, (saved) => heard.push(['caller', saved.saved]))
  assert.deepEqual(heard, [
    ['listener', 1, 1],
    ['caller', true],
  ])
})

test('[J2] an append made inside a callback is durable before it returns', () => {
  const [a, b] = newPair()
  const journal = open(phone(a, b))
  let sizeInside = 0
  journal.append({ event: 'outer' }, () => {
    journal.append({ event: 'inner' })
    sizeInside = written(b).length
  })
  assert.equal(sizeInside, 2)
  assert.deepEqual(events(journal), ['outer', 'inner'])
})

test('[J2] on a medium that completes later no callback runs before it has', () => {
  const completions: (() => void)[] = []
  const disk = newDisk()
  let journal: Journal | undefined
  openJournal(
    { location: locationOf(memoryMedium({ disk, later: (complete) => completions.push(complete) })), clock, expectHistory: false },
    (answer) => {
      if (answer.open) journal = answer.journal
    },
  )
  while (completions.length > 0) completions.shift()!()
  assert.ok(journal)
  const heard: unknown[] = []
  journal.append({ event: 1 }, () => heard.push(1))
  journal.append({ event: 2 }, () => heard.push(2))
  assert.deepEqual(heard, [])
  while (completions.length > 0) completions.shift()!()
  assert.deepEqual(heard, [1, 2])
})

test('[J3] every listener receives every record once and in order, also when one of them appends', () => {
  const journal = open(phone(...newPair()))
  const first: number[] = []
  const second: number[] = []
  journal.subscribe((record) => {
    first.push(record.seq)
    if (record.event === 'ask') journal.append({ event: 'answer' })
  })
  journal.subscribe((record) => second.push(record.seq))
  journal.append({ event: 'ask' })
  journal.append({ event: 'ask' })
  assert.deepEqual(first, [1, 2, 3, 4])
  assert.deepEqual(second, [1, 2, 3, 4])
})

test('[J3] a wall clock that jumps back changes no order', () => {
  const [a, b] = newPair()
  const moving = virtualClock()
  const append = (event: string) =>
    openJournal(
      { location: locationOf(...phone(a, b)), clock: moving, expectHistory: false },
      (answer) => answer.open && answer.journal.append({ event }),
    )
  append('before')
  moving.setWall(0)
  append('after')
  assert.deepEqual(events(open(phone(a, b))), ['before', 'after'])
})

for (const replica of ['a', 'b'] as const) {
  test(`[J4] an append that replica ${replica.toUpperCase()} refuses is answered as not saved, not delivered, and not there after a restart`, () => {
    const [a, b] = newPair()
    let full = false
    const journal = open(phone(a, b, { [replica]: () => (full ? 'full' : null) }))
    const heard: JournalRecord[] = []
    journal.subscribe((record) => heard.push(record))
    journal.append({ event: 'kept' })
    full = true
    let saved: Saved | undefined
    journal.append({ event: 'refused' }, (answer) => (saved = answer))
    assert.equal(saved?.saved, false)
    assert.equal(saved.saved === false && saved.why, 'full')
    full = false
    journal.append({ event: 'later' })
    assert.deepEqual(
      heard.map((record) => record.event),
      ['kept', 'later'],
    )
    assert.deepEqual(events(open(phone(a, b))), ['kept', 'later'])
  })
}

test('[J5] one intact copy is enough: every other record damaged on A, the rest damaged on B', () => {
  const [a, b] = newPair()
  const journal = open(phone(a, b))
  for (let n = 0; n < 10; n++) journal.append({ event: n })
  const keys = written(a).map(([key]) => key)
  keys.forEach((key, n) => (n % 2 ? a : b).stored.set(key, `1|00000000|${'garbage'.repeat(n)}`))
  a.stored.set('not a key', 'noise')
  b.stored.set('0000000000000099', '')
  assert.deepEqual(events(open(phone(a, b))), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('[J5] one changed letter is damage, also if the value still parses', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: { reps: 5 } })
  const [key, value] = written(a)[0]!
  a.stored.set(key, value.replace('"reps":5', '"reps":6'))
  b.stored.set(key, value.replace('"reps":5', '"reps":7'))
  const journal = open(phone(a, b))
  assert.deepEqual(events(journal), [])
  assert.equal(journal.report.quarantined.length, 2)
  assert.deepEqual(events(open([memoryMedium({ disk: a })])), [], 'a replica by itself is as strict')
})

test('[J5] byte-identical copies on both replicas need no checksum, garbage is never accepted, and a verification checks the checksum', () => {
  const [a, b] = newPair()
  const journal = open(phone(a, b))
  for (const reps of [5, 8]) journal.append({ event: { reps } })
  const [[first, value], [second]] = written(a) as [[string, string], [string, string]]
  for (const disk of [a, b]) {
    disk.stored.set(first, value.replace('"reps":5', '"reps":6'))
    disk.stored.set(second, value.replace('"reps":5}', '\0\0\0\0'))
  }
  assert.deepEqual(events(open(phone(a, b))), [{ reps: 6 }])
  verifyJournal(locationOf(...phone(a, b)), { records: journal.records, generation: 1 }, (answer) =>
    assert.deepEqual(answer, { read: true, verified: { records: 2, lost: 2, poorer: 0, quarantined: 4 } }),
  )
})

test('[J6] a replica that lost everything is filled again from the other', () => {
  const [a, b] = newPair()
  const journal = open(phone(a, b))
  for (let n = 0; n < 5; n++) journal.append({ event: n })
  const emptied = newDisk()
  assert.equal(open(phone(emptied, b)).report.repaired, 6)
  assert.deepEqual(events(open(phone(emptied, newDisk()))), [0, 1, 2, 3, 4])
})

test('[J6] a damaged record is written again under a new key, never over the old value', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: 'precious' })
  const [key] = written(a)[0]!
  a.stored.set(key, 'torn')
  open(phone(a, b))
  assert.equal(a.stored.get(key), 'torn')
  assert.deepEqual(events(open(phone(a, newDisk()))), ['precious'])
})

test('[J7] a known journal with nothing on any replica is unavailable, not empty, and nothing is written', () => {
  const [a, b] = newPair()
  const answer = tryOpen(phone(a, b), { expectHistory: true })
  assert.equal(answer.open, false)
  assert.equal(a.stored.size + b.stored.size, 0)
})

test('[J7] a replica that cannot be read makes the storage unavailable', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: 1 })
  const locked: Medium = { ...memoryMedium({ disk: b }), name: 'B', open: (done) => done({ state: 'unavailable', why: 'locked' }) }
  assert.deepEqual(tryOpen([memoryMedium({ disk: a }), locked]), { open: false, why: 'B: locked' })
  assert.deepEqual(events(open(phone(a, b))), [1])
})

test('[J8] both replicas are asked to commit before the opened journal is handed out', () => {
  const [a, b] = newPair()
  const committed: string[] = []
  const watched = phone(a, b).map((medium) => ({
    ...medium,
    commit: (done: () => void) => {
      committed.push(medium.name)
      done()
    },
  })) as [Medium, Medium]
  openJournal({ location: locationOf(...watched), clock, expectHistory: false }, () => assert.deepEqual(committed, ['A', 'B']))
  assert.deepEqual(committed, ['A', 'B'])
})

test('[J9] an append is one call per replica and the same bytes at 10 and at 10,000 records', () => {
  const costAt = (length: number) => {
    const counted = { appends: 0, units: 0 }
    const journal = open([memoryMedium({ counted })])
    for (let n = 0; n < length; n++) journal.append({ event: 'a set of five' })
    const before = { ...counted }
    journal.append({ event: 'a set of five' })
    const digitsOfSeq = String(length + 1).length
    return { appends: counted.appends - before.appends, units: counted.units - before.units - digitsOfSeq }
  }
  assert.deepEqual(costAt(10_000), costAt(10))
})

/** Two processes on one disk that are notified of each other's records only when `ring` is called. */
function tabs(): { one: Tabs; other: Tabs; ring(): void } {
  const callbacks: (() => void)[] = []
  const rung = new Set<() => void>()
  const replica = (): Tabs => {
    const mine: (() => void)[] = []
    return {
      announce: () => callbacks.filter((callback) => !mine.includes(callback)).forEach((callback) => rung.add(callback)),
      onAnnounced(callback) {
        callbacks.push(callback)
        mine.push(callback)
        return () => callbacks.splice(callbacks.indexOf(callback), 1)
      },
    }
  }
  return { one: replica(), other: replica(), ring: () => [...rung].forEach((callback) => callback()) }
}

test('[J10] two tabs that append at once end with the same records in the same order', () => {
  const disk = newDisk()
  const between = tabs()
  const one = open([memoryMedium({ disk })], { tabs: between.one })
  const other = open([memoryMedium({ disk })], { tabs: between.other })
  const heard: unknown[] = []
  other.subscribe((record) => heard.push(record.event))
  one.append({ event: 'one 1' })
  other.append({ event: 'other 1' })
  one.append({ event: 'one 2' })
  between.ring()
  assert.deepEqual(events(one), ['one 1', 'other 1', 'one 2'])
  assert.deepEqual(events(other), events(one))
  assert.deepEqual(heard, events(one))
})

test('[J17] an entry given as a function is made when every earlier record is known, also one that another tab wrote first', () => {
  const disk = newDisk()
  const between = tabs()
  const one = open([memoryMedium({ disk })], { tabs: between.one })
  const other = open([memoryMedium({ disk })], { tabs: between.other })
  other.append({ event: 'set' })
  // The notification has not arrived: only the taken key shows the other record.
  one.append(() => ({ event: ['finished with', events(one).at(-1)] }))
  assert.deepEqual(events(one), ['set', ['finished with', 'set']])
})

test('[J17] an entry that cannot be made is not saved and says why, and later appends are saved', () => {
  const journal = open([memoryMedium({ disk: newDisk() })])
  const heard: Saved[] = []
  const note = (saved: Saved): void => void heard.push(saved)
  journal.append(() => {
    throw new Error('no such set')
  }, note)
  journal.append({ event: { weight: 1n } }, note)
  journal.append({ event: 'set' }, note)
  assert.deepEqual(
    heard.map(({ saved }) => saved),
    [false, false, true],
  )
  assert.deepEqual(
    heard.map((saved) => !saved.saved && saved.why),
    ['failed', 'failed', false],
  )
  assert.match((heard[0] as { detail: string }).detail, /no such set/)
  assert.deepEqual(events(journal), ['set'])
  assert.equal(journal.records[0]?.seq, 1)
})

test('[J10] a tab also receives what another tab writes while it opens (simulator, seed 501427)', () => {
  const disk = newDisk()
  const between = tabs()
  const other = open([memoryMedium({ disk })], { tabs: between.other })
  const pending: (() => void)[] = []
  const slow = memoryMedium({ disk, later: (complete) => void pending.push(complete) })
  let opened: Journal | undefined
  openJournal({ location: locationOf(slow), clock, expectHistory: false, tabs: between.one }, (answer) => {
    assert.ok(answer.open)
    opened = answer.journal
  })
  // The record is written and announced while the other tab is still opening, whatever that has read by then.
  for (let step = 1; opened === undefined; step++) {
    other.append({ event: step })
    between.ring()
    pending.splice(0).forEach((complete) => complete())
  }
  while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  assert.deepEqual(events(opened), events(other))
})

test('[J11] a tab that moved the journal follows another tab that moved it again unannounced (simulator, seed 809686)', () => {
  const location = memoryLocation({ replicas: 1 })
  const deaf: Tabs = { announce() {}, onAnnounced: () => () => {} }
  const tab = (): Journal => {
    let journal: Journal | undefined
    openJournal({ location, clock, expectHistory: false, tabs: deaf }, (answer) => {
      assert.ok(answer.open)
      journal = answer.journal
    })
    return journal!
  }
  const first = tab()
  first.append({ event: 'squat' })
  first.compact(() => true)
  const second = tab()
  second.compact(() => true)
  first.append({ event: 'finished' })
  assert.deepEqual([first.generation, second.generation], [3, 3])
  assert.deepEqual(events(tab()), ['squat', 'finished'])
})

test('[J11] a refused write leaves no number after which another tab’s record would not be delivered', () => {
  const disk = newDisk()
  let fault: Fault | null = null
  const deaf: Tabs = { announce() {}, onAnnounced: () => () => {} }
  const one = open([memoryMedium({ disk, fault: () => fault })], { tabs: deaf })
  const other = open([memoryMedium({ disk })], { tabs: deaf })
  fault = 'full'
  one.append({ event: 'refused' })
  fault = null
  other.append({ event: 'squat' })
  one.append({ event: 'bench' })
  assert.deepEqual(events(one), ['squat', 'bench'])
})

test('[J10] a tab that cannot read what another one wrote tries again: found by the simulator, seed 100739', () => {
  const disk = newDisk()
  const between = tabs()
  let broken = false
  const flaky: Medium = memoryMedium({ disk })
  const read: Medium['read'] = (afterKey, done) => (broken ? done({ ok: false, why: 'no answer' }) : flaky.read(afterKey, done))
  const one = open([{ ...flaky, read }], { tabs: between.one })
  const other = open([memoryMedium({ disk })], { tabs: between.other })
  broken = true
  other.append({ event: 'set' })
  between.ring()
  assert.deepEqual(events(one), [])
  broken = false
  clock.advance(1_000)
  assert.deepEqual(events(one), ['set'])
  assert.equal(clock.timers, 0)
})

test('[J18] a tap does not wait behind the verdicts of a batch', () => {
  const pending: (() => void)[] = []
  let slow = false
  const medium = memoryMedium({ later: (complete) => (slow ? void pending.push(complete) : complete()) })
  const journal = open([medium])
  slow = true
  for (const id of ['a', 'b', 'c']) journal.append({ settle: id })
  journal.append({ event: 'tap' })
  journal.append(() => ({ enqueue: 'finish' }))
  while (pending.length > 0) pending.shift()!()
  assert.deepEqual(
    journal.records.map(({ settle, event, enqueue }) => settle ?? event ?? enqueue),
    ['a', 'tap', 'finish', 'b', 'c'],
  )
})

test('[J11] a sequence number is never used twice, not even that of a damaged record', () => {
  const [a, b] = newPair()
  const journal = open(phone(a, b))
  journal.append({ event: 1 })
  journal.append({ event: 2 })
  const last = [...a.stored.keys()].at(-1)!
  for (const disk of [a, b]) disk.stored.set(last, 'torn')
  const again = open(phone(a, b))
  again.append({ event: 3 })
  assert.deepEqual(
    again.records.map(({ seq, event }) => ({ seq, event })),
    [
      { seq: 1, event: 1 },
      { seq: 3, event: 3 },
    ],
  )
})

test('[J12] a record of a later format is quarantined whole and repaired like any other', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: 'from tomorrow' })
  const [key, value] = written(a)[0]!
  const newer = value.replace(/^1\|/, '2|')
  for (const disk of [a, b]) disk.stored.set(key, newer)
  const journal = open(phone(a, newDisk()))
  assert.deepEqual(journal.report.quarantined, [{ key, value: newer }])
  assert.deepEqual(events(journal), [])
})

test('[J7] a lost history is not opened as empty at the second try either', () => {
  const [a, b] = newPair()
  for (const disk of [a, b]) disk.opened = true
  for (let launch = 0; launch < 3; launch++) assert.equal(tryOpen(phone(a, b), { expectHistory: true }).open, false)
  assert.equal(a.stored.size + b.stored.size, 0)
})

test('[J7] killed during its very first opening, a journal opens empty the next time', () => {
  const [a, b] = newPair()
  a.opened = true
  assert.deepEqual(events(open(phone(a, b))), [])
})

test('[J5] a key that is too large for our numbers is garbage, and does not affect the next append', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: 'first' })
  a.stored.set('9999999999999999', 'garbage')
  const journal = open(phone(a, b))
  journal.append({ event: 'second' })
  journal.append({ event: 'third' })
  assert.deepEqual(events(open(phone(a, b))), ['first', 'second', 'third'])
})

test('[J6] a record damaged twice on one replica is repaired twice', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: 'precious' })
  for (let times = 0; times < 3; times++) {
    for (const [key] of written(a)) a.stored.set(key, 'torn')
    open(phone(a, b))
  }
  assert.deepEqual(events(open(phone(a, newDisk()))), ['precious'])
})

test('[J6] a full disk that prevents a repair does not prevent the history from being read', () => {
  const [a, b] = newPair()
  open(phone(a, b)).append({ event: 'precious' })
  const journal = open(phone(newDisk(), b, { a: () => 'full' }))
  assert.deepEqual(events(journal), ['precious'])
  assert.equal(journal.report.repaired, 0)
})
