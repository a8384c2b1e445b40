import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard, createReport } from '../src/guard.ts'
import { openJournal, type Compacted, type Journal, type Medium, type Tabs, type JournalLocation, type Saved } from '../src/index.ts'
import { memoryLocation, virtualClock, type Disks, type MemoryLocationOptions } from '../src/testing/index.ts'

// The calls that the journal makes to its media, tabs and clock, and its answers when one of them refuses.

type Watched = { journal: Journal; calls: string[]; reports: string[]; disks: Disks }

/** What a test may change: `wrap` changes a medium, `noLocation` names a generation whose media cannot be made. */
type Options = Omit<MemoryLocationOptions, 'disks'> & {
  disks?: Disks
  tabs?: Tabs
  clock?: ReturnType<typeof virtualClock>
  wrap?: (medium: Medium) => Partial<Medium>
  noLocation?: () => number
}

/** A journal in memory whose media record their calls, as `append 1a`. */
function watched({ tabs, wrap = () => ({}), noLocation, clock = virtualClock(), ...options }: Options = {}): Watched {
  const disks: Disks = options.disks ?? new Map()
  const calls: string[] = []
  const reports: string[] = []
  const memory = memoryLocation({ ...options, disks })
  const watch = (medium: Medium): Medium => {
    const inner = { ...medium, ...wrap(medium) }
    const noting = <K extends keyof Medium>(name: K): Medium[K] =>
      ((...args: never[]) => {
        calls.push(`${name} ${medium.name}`)
        return (inner[name] as (...args: never[]) => unknown)(...args)
      }) as never
    return {
      name: medium.name,
      open: noting('open'),
      read: noting('read'),
      append: noting('append'),
      commit: noting('commit'),
      drop: noting('drop'),
      close: noting('close'),
    }
  }
  const location: JournalLocation = {
    generations: (done) => memory.generations(done),
    replicas(generation) {
      if (generation === noLocation?.()) throw new Error('no place')
      const [first, ...others] = memory.replicas(generation)
      return [watch(first), ...others.map(watch)]
    },
  }
  let journal: Journal | undefined
  openJournal(
    {
      location,
      clock,
      expectHistory: false,
      ...(tabs ? { tabs } : {}),
      report: (error, where) => reports.push(`${where}: ${(error as Error).message}`),
    },
    (answer) => {
      assert.ok(answer.open, answer.open ? '' : answer.why)
      journal = answer.journal
    },
  )
  assert.ok(journal)
  calls.length = 0
  return { journal, calls, reports, disks }
}

/** Tabs that only the test notifies, and whose calls are counted. */
function rungTabs() {
  const said: string[] = []
  let ring = (): void => {}
  const tabs: Tabs = {
    announce: () => said.push('announced'),
    onAnnounced(callback) {
      ring = callback
      return () => said.push('stopped')
    },
  }
  return { tabs, said, ring: () => ring() }
}

/** A medium that cannot be read while it is locked. */
const lockedUnless =
  (isReadable: (medium: Medium) => boolean) =>
  (medium: Medium): Partial<Medium> => ({
    read: (after, done) => (isReadable(medium) ? medium.read(after, done) : done({ ok: false, why: 'locked' })),
  })

const throwing = (message: string) => (): never => {
  throw new Error(message)
}
const all = () => true

function compacted({ journal }: Watched, isLive = all): Compacted | undefined {
  let answer: Compacted | undefined
  journal.compact(isLive, (one) => (answer = one))
  return answer
}

function appended({ journal }: Watched, event: unknown): Saved | undefined {
  let answer: Saved | undefined
  journal.append({ event }, (saved) => (answer = saved))
  return answer
}

const closes = ({ calls }: Watched) => calls.filter((call) => call.startsWith('close'))
const saved = (answer: Saved | undefined) => answer?.saved

test('[J13] a compaction closes the media of the old generation, and no others', () => {
  const one = watched()
  one.journal.append({ event: 'a' })
  compacted(one)
  assert.deepEqual(closes(one), ['close 1a', 'close 1b'])
})

test('[J13] a compaction that fails closes the media of the new generation', () => {
  const one = watched({ fault: (_, generation) => (generation === 2 ? 'full' : null) })
  one.journal.append({ event: 'a' })
  assert.deepEqual(compacted(one), { compacted: false, why: '2a: the memory medium was told to be full' })
  assert.deepEqual(closes(one), ['close 2a', 'close 2b'])
})

test('a closed journal closes its media, stops listening to tabs and leaves no timer', () => {
  const clock = virtualClock()
  const { tabs, said, ring } = rungTabs()
  let isReadable = true
  const one = watched({
    tabs,
    clock,
    wrap: lockedUnless(() => isReadable),
  })
  isReadable = false
  ring()
  assert.equal(clock.timers, 1)
  one.journal.close()
  assert.deepEqual([closes(one), said, clock.timers], [['close 1a', 'close 1b'], ['stopped'], 0])
})

test('[J10] however often a tab that cannot read is notified, one read is planned', () => {
  const clock = virtualClock()
  const { tabs, ring } = rungTabs()
  let isReadable = true
  watched({
    tabs,
    clock,
    wrap: lockedUnless(() => isReadable),
  })
  isReadable = false
  for (let times = 1; times <= 5; times++) ring()
  assert.equal(clock.timers, 1)
})

test('[J3] a listener that was removed receives nothing more', () => {
  const { journal } = watched()
  const heard: unknown[] = []
  const stop = journal.subscribe(({ event }) => heard.push(event))
  journal.append({ event: 'a' })
  stop()
  journal.append({ event: 'b' })
  assert.deepEqual(heard, ['a'])
})

test('a journal opened without tabs is not read again, because only tabs can have written meanwhile', () => {
  const alone = watched()
  assert.deepEqual(alone.calls, [])
  const beside = watched({ tabs: rungTabs().tabs })
  // The read at the start must end before the calls are cleared.
  beside.journal.catchUp(() => undefined)
  assert.deepEqual(beside.calls, ['read 1a'])
})

test('[J11] without other tabs the number of a refused write is not used again; with them it is', () => {
  for (const [tabs, next] of [
    [undefined, 3],
    [rungTabs().tabs, 2],
  ] as const) {
    let isFull = false
    const one = watched({ ...(tabs ? { tabs } : {}), fault: () => (isFull ? 'full' : null) })
    one.journal.append({ event: 'a' })
    isFull = true
    assert.equal(saved(appended(one, 'b')), false)
    isFull = false
    one.journal.append({ event: 'c' })
    assert.equal(one.journal.records.at(-1)?.seq, next)
  }
})

test('[J13] after a move with other tabs the next record gets the next number at its first try', () => {
  const { tabs, said } = rungTabs()
  const one = watched({ tabs, replicas: 1 })
  one.journal.append({ event: 'a' })
  said.length = 0
  compacted(one)
  assert.deepEqual(said, ['announced'], 'the others are told that the journal moved')
  one.calls.length = 0
  one.journal.append({ event: 'b' })
  assert.deepEqual(one.calls, ['append 2a'])
})

test('[J18] an operation waits behind no verdict, with or without an event', () => {
  const pending: (() => void)[] = []
  let isLate = false
  const { journal } = watched({ later: (complete) => void (isLate ? pending.push(complete) : complete()) })
  isLate = true
  const enqueue = { id: 'o', body: {} } as never
  journal.append({ event: 'a' })
  journal.append({ settle: { verdicts: [] } as never })
  journal.append({ enqueue })
  while (pending.length > 0) pending.shift()!()
  assert.deepEqual(
    journal.records.map(({ event, enqueue: one, settle }) => [event ?? null, one !== undefined, settle !== undefined]),
    [
      ['a', false, false],
      [null, true, false],
      [null, false, true],
    ],
  )
})

test('[J17] an append while another entry is being made comes after it, however many there are', () => {
  const { journal } = watched({ replicas: 1 })
  const many = 20_000
  journal.append(() => {
    for (let n = 1; n <= many; n++) journal.append({ event: n })
    return { event: 0 }
  })
  assert.deepEqual(
    journal.records.map(({ event }) => event),
    Array.from({ length: many + 1 }, (_, n) => n),
  )
})

test('[J10] a tab that finds its key taken and cannot read the other record says so, and saves nothing', () => {
  const disks: Disks = new Map()
  let isReadable = true
  const one = watched({
    disks,
    tabs: rungTabs().tabs,
    wrap: lockedUnless(() => isReadable),
  })
  watched({ disks, tabs: rungTabs().tabs }).journal.append({ event: 'other' })
  isReadable = false
  assert.deepEqual(appended(one, 'mine'), { saved: false, why: 'unavailable', detail: 'locked' })
  isReadable = true
  assert.equal(saved(appended(one, 'mine')), true)
  assert.deepEqual(
    one.journal.records.map(({ event }) => event),
    ['other', 'mine'],
  )
})

test('[J13] no tab moves to a generation that cannot be reached, and none follows to it', () => {
  const disks: Disks = new Map()
  let missing = 2
  const one = watched({ disks, tabs: rungTabs().tabs, noLocation: () => missing })
  assert.deepEqual(compacted(one), { compacted: false, why: 'generation 2 cannot be reached' })
  const other = watched({ disks, tabs: rungTabs().tabs })
  assert.equal(compacted(other)?.compacted, true)
  assert.deepEqual(appended(one, 'mine'), { saved: false, why: 'unavailable', detail: 'generation 2 cannot be reached' })
  assert.deepEqual(one.reports, ['replicas: no place', 'replicas: no place'])
  missing = 0
  assert.equal(saved(appended(one, 'mine')), true)
  assert.equal(one.journal.generation, 2)
})

test('[J13] a generation that cannot be opened is not followed yet', () => {
  const disks: Disks = new Map()
  let isOpen = false
  const one = watched({
    disks,
    tabs: rungTabs().tabs,
    wrap: (medium) => ({
      open: (done) => (medium.name.startsWith('2') && !isOpen ? done({ state: 'unavailable', why: 'locked' }) : medium.open(done)),
    }),
  })
  const other = watched({ disks, tabs: rungTabs().tabs })
  assert.equal(compacted(other)?.compacted, true)
  assert.deepEqual(appended(one, 'mine'), { saved: false, why: 'unavailable', detail: '2a: locked' })
  assert.deepEqual(closes(one), [], 'the old generation is still its own')
  isOpen = true
  assert.equal(saved(appended(one, 'mine')), true)
  assert.deepEqual(closes(one), ['close 1a', 'close 1b'])
})

test('[J13] the journal does not move if a copy cannot be read back, or its media opened, and the answer names the replica', () => {
  for (const [how, why] of [
    [{ read: (_: string, done: (reading: { ok: false; why: string }) => void) => done({ ok: false, why: 'locked' }) }, '2b: locked'],
    [{ open: (done: (opening: { state: 'unavailable'; why: string }) => void) => done({ state: 'unavailable', why: 'gone' }) }, '2b: gone'],
  ] as const) {
    const one = watched({ wrap: ({ name }) => (name === '2b' ? (how as Partial<Medium>) : {}) })
    one.journal.append({ event: 'a' })
    assert.deepEqual([compacted(one), one.journal.generation], [{ compacted: false, why }, 1])
  }
})

test('[J13] a pointer record that is refused moves nothing, and its number is free for other tabs', () => {
  let isFull = false
  const one = watched({ tabs: rungTabs().tabs, fault: (_, generation) => (isFull && generation === 1 ? 'full' : null) })
  one.journal.append({ event: 'a' })
  isFull = true
  assert.deepEqual(compacted(one), { compacted: false, why: 'the memory medium was told to be full' })
  isFull = false
  one.journal.append({ event: 'b' })
  assert.deepEqual([one.journal.generation, one.journal.records.at(-1)?.seq], [1, 2])
})

test('[J13] of two tabs that compact at once one moves the journal, and the other one follows and says so', () => {
  const disks: Disks = new Map()
  const one = watched({ disks, tabs: rungTabs().tabs })
  const other = watched({ disks, tabs: rungTabs().tabs })
  one.journal.append({ event: 'a' })
  other.journal.catchUp(() => undefined)
  assert.equal(compacted(one)?.compacted, true)
  assert.deepEqual(compacted(other), { compacted: false, why: 'another tab compacted first' })
  assert.equal(other.journal.generation, 2)
})

test('[J13] a compaction that cannot read what another tab wrote meanwhile fails', () => {
  const disks: Disks = new Map()
  let isReadable = true
  const one = watched({
    disks,
    tabs: rungTabs().tabs,
    wrap: lockedUnless(({ name }) => isReadable || !name.startsWith('1')),
  })
  watched({ disks, tabs: rungTabs().tabs }).journal.append({ event: 'other' })
  isReadable = false
  assert.deepEqual([compacted(one), one.journal.generation], [{ compacted: false, why: 'locked' }, 1])
})

test('[J12] a read that finds nothing unreadable leaves the report unchanged', () => {
  const one = watched({ tabs: rungTabs().tabs })
  const before = one.journal.report
  one.journal.append({ event: 'a' })
  one.journal.catchUp(() => undefined)
  assert.equal(one.journal.report, before)
})

test('[J19] an exception is reported with the name of what threw', () => {
  const one = watched({
    tabs: { announce: throwing('1'), onAnnounced: () => throwing('2') },
    wrap: () => ({ close: throwing('3') }),
    replicas: 1,
  })
  one.journal.append({ event: 'a' }, throwing('4'))
  one.journal.append({ event: 'b' })
  one.journal.commit(throwing('5'))
  one.journal.catchUp(throwing('6'))
  one.journal.compact(throwing('7'))
  one.journal.compact(all, throwing('8'))
  one.journal.close()
  assert.deepEqual(
    new Set(one.reports),
    new Set([
      'announce: 1',
      'onAnnounced: 2',
      'close: 3',
      'whenDurable: 4',
      'a commit’s callback: 5',
      'catchUp: 6',
      'isLive: 7',
      'a compaction’s callback: 8',
    ]),
  )
})

test('[J19] if isLive throws, the answer says why the journal did not move', () => {
  const one = watched()
  for (const event of ['a', 'b']) one.journal.append({ event })
  assert.deepEqual(compacted(one, throwing('no')), { compacted: false, why: 'what is live could not be told' })
})

test('[J19] a guarded call returns what the function returned, null included, and reports nothing', () => {
  const reports: unknown[] = []
  const guard = createGuard((error) => reports.push(error))
  assert.deepEqual(
    [null, undefined, 0, 'then', {}].map((value) => guard('a call', () => value)),
    [null, undefined, 0, 'then', {}],
  )
  assert.deepEqual(reports, [])
})

test('[J19] without a report an exception is uncaught; if the report throws, both are', (t) => {
  const tasks: (() => void)[] = []
  t.mock.method(globalThis, 'queueMicrotask', (task: () => void) => void tasks.push(task))
  createReport()(new Error('one'), 'a call')
  createReport(throwing('two'))(new Error('three'), 'a call')
  const thrown = tasks.map((task) => {
    try {
      task()
      return null
    } catch (error) {
      return (error as Error).message
    }
  })
  assert.deepEqual(thrown, ['one', 'three', 'two'])
})

test('[J7] a lost history is reported as lost, and unreadable storage is not', () => {
  const answerOf = (location: JournalLocation) => {
    let answer: unknown
    openJournal({ location, clock: virtualClock(), expectHistory: true }, (one) => (answer = one))
    return answer
  }
  assert.deepEqual(answerOf(memoryLocation()), {
    open: false,
    why: 'a history was here before and nothing of it is found now',
    isLost: true,
  })
  assert.deepEqual(answerOf({ ...memoryLocation(), generations: (done) => done({ ok: false, why: 'locked' }) }), {
    open: false,
    why: 'locked',
  })
})
