import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openJournal, type Journal, type Medium, type Tabs, type Saved } from '../src/index.ts'
import { memoryMedium, memoryLocation, newDisk, locationOf, virtualClock, type Disks } from '../src/testing/index.ts'

const clock = virtualClock()

type Options = { media?: [Medium, ...Medium[]]; disks?: Disks; tabs?: Tabs; later?: (complete: () => void) => void }

/** A journal whose exceptions are recorded as `where: message`. */
function reporting({ disks = new Map(), later, media, tabs }: Options = {}) {
  const reports: string[] = []
  let journal: Journal | undefined
  openJournal(
    {
      location: media ? locationOf(...media) : memoryLocation({ disks, ...(later ? { later } : {}) }),
      clock,
      expectHistory: false,
      ...(tabs ? { tabs } : {}),
      report: (error, where) => reports.push(`${where}: ${(error as Error).message}`),
    },
    (answer) => {
      assert.ok(answer.open)
      journal = answer.journal
    },
  )
  return { disks, reports, journal: () => journal! }
}

const fail = (message: string) => (): never => {
  throw new Error(message)
}
const eventsOf = (journal: Journal) => journal.records.map(({ event }) => event)

for (const [kind, isLater] of [
  ['a medium that completes at once', false],
  ['a medium that completes later', true],
] as const) {
  /** Completes requests until none is left. */
  const completions: (() => void)[] = []
  const later = isLater ? { later: (complete: () => void) => void completions.push(complete) } : {}
  const settle = (): void => {
    for (let next = completions.shift(); next; next = completions.shift()) next()
  }

  test(`[J19] when a listener throws, the others still receive the record, and later appends are stored: ${kind}`, () => {
    const { disks, reports, journal } = reporting(later)
    settle()
    const heard: unknown[] = []
    const answers: boolean[] = []
    journal().subscribe(fail('first listener'))
    journal().subscribe(({ event }) => heard.push(event))
    for (const event of ['a', 'b']) journal().append({ event }, ({ saved }) => answers.push(saved))
    settle()
    assert.deepEqual(
      [heard, answers],
      [
        ['a', 'b'],
        [true, true],
      ],
    )
    assert.deepEqual(reports, ['a listener of the journal: first listener', 'a listener of the journal: first listener'])
    const again = reporting({ ...later, disks })
    settle()
    assert.deepEqual(eventsOf(again.journal()), ['a', 'b'])
  })

  test(`[J19] whenDurable that throws stops nothing: ${kind}`, () => {
    const { reports, journal } = reporting(later)
    settle()
    const answers: boolean[] = []
    journal().append({ event: 'a' }, fail('whenDurable'))
    journal().append({ event: 'b' }, ({ saved }) => answers.push(saved))
    settle()
    assert.deepEqual([eventsOf(journal()), answers, reports], [['a', 'b'], [true], ['whenDurable: whenDurable']])
  })

  test(`[J19] a compaction whose isLive throws changes nothing and says so, and the journal goes on: ${kind}`, () => {
    const { reports, journal } = reporting(later)
    settle()
    for (const event of ['a', 'b', 'c']) journal().append({ event })
    settle()
    const ends: boolean[] = []
    journal().compact(fail('isLive'), ({ compacted }) => ends.push(compacted))
    journal().append({ event: 'd' })
    settle()
    assert.deepEqual([ends, journal().generation, eventsOf(journal())], [[false], 1, ['a', 'b', 'c', 'd']])
    assert.deepEqual(reports, ['isLive: isLive'])
  })

  test(`[J19] callbacks of a commit, a compaction and a catch-up that throw stop nothing: ${kind}`, () => {
    const { reports, journal } = reporting(later)
    settle()
    journal().commit(fail('commit'))
    journal().compact(fail('isLive of one record is never asked'), fail('compacted'))
    journal().catchUp(fail('caught up'))
    journal().append({ event: 'a' })
    settle()
    assert.deepEqual(eventsOf(journal()), ['a'])
    assert.deepEqual(new Set(reports.map((report) => report.split(': ')[1])), new Set(['caught up', 'commit', 'compacted']))
  })
}

test('[J19] a failed append whose callback throws does not stop the next one', () => {
  let full = true
  const { reports, journal } = reporting({ media: [memoryMedium({ fault: (key) => (full && Number(key) > 0 ? 'full' : null) })] })
  journal().append({ event: 'a' }, fail('not saved'))
  full = false
  journal().append({ event: 'b' })
  assert.deepEqual([eventsOf(journal()), reports], [['b'], ['whenDurable: not saved']])
})

test('[J19] a callback that returns a promise is reported when the promise is rejected', async () => {
  const { reports, journal } = reporting()
  journal().append({ event: 'a' }, () => Promise.reject(new Error('later')) as unknown as void)
  await Promise.resolve()
  await Promise.resolve()
  assert.deepEqual(reports, ['whenDurable: later'])
})

test('[J19] a record is saved also when announcing it to other tabs throws', () => {
  const tabs: Tabs = { announce: fail('the channel is closed'), onAnnounced: fail('no channel') }
  const { reports, journal } = reporting({ tabs })
  const answers: Saved[] = []
  journal().append({ event: 'a' }, (saved) => answers.push(saved))
  assert.deepEqual([answers.map(({ saved }) => saved), reports], [[true], ['onAnnounced: no channel', 'announce: the channel is closed']])
})

test('[J19] a medium that throws instead of answering is unavailable, and a second answer is ignored', () => {
  const disk = newDisk()
  const sound = memoryMedium({ disk })
  let mood: 'well' | 'throws' | 'twice' = 'well'
  const medium: Medium = {
    ...sound,
    append(key, value, done) {
      if (mood === 'throws') throw new Error('the database is closed')
      sound.append(key, value, done)
      if (mood === 'twice') done({ ok: true })
    },
  }
  const { journal } = reporting({ media: [medium] })
  const answers: string[] = []
  const add = (event: string): void => journal().append({ event }, (saved) => answers.push(saved.saved ? 'saved' : saved.detail))
  mood = 'throws'
  add('a')
  mood = 'twice'
  add('b')
  add('c')
  assert.deepEqual(answers, ['Error: the database is closed', 'saved', 'saved'])
  assert.deepEqual(eventsOf(journal()), ['b', 'c'])
})

test('[J19] a medium that throws when it is opened is unavailable', () => {
  let answer: { open: boolean; why?: string } | undefined
  const medium: Medium = { ...memoryMedium(), open: fail('SecurityError') }
  openJournal({ location: locationOf(medium), clock, expectHistory: false }, (opened) => (answer = opened))
  assert.deepEqual(answer, { open: false, why: 'memory: Error: SecurityError' })
  openJournal(
    { location: { ...locationOf(medium), generations: fail('no list') }, clock, expectHistory: false },
    (opened) => (answer = opened),
  )
  assert.deepEqual(answer, { open: false, why: 'Error: no list' })
  const location = { ...locationOf(medium), replicas: fail('no replica') }
  openJournal({ location, clock, expectHistory: false, report: () => undefined }, (opened) => (answer = opened))
  assert.deepEqual(answer, { open: false, why: 'generation 1 cannot be reached' })
})

test('[J20] a later change of the entry by the caller changes neither memory nor disk', () => {
  const { disks, journal } = reporting()
  const body: { reps: number; note?: string | undefined; at?: Date } = { reps: 5, note: undefined, at: new Date(0) }
  let told: unknown
  journal().append({ event: { body }, enqueue: { body } }, (saved) => (told = saved.saved && saved.record))
  body.reps = 6
  const wanted = { reps: 5, at: '1970-01-01T00:00:00.000Z' }
  const [record] = journal().records
  assert.deepEqual([record?.event, record?.enqueue], [{ body: wanted }, { body: wanted }])
  assert.deepEqual(told, record)
  assert.deepEqual(reporting({ disks }).journal().records, [record])
})
