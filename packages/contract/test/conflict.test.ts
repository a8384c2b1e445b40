import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  completionMeets,
  completionOf,
  countsUnder,
  isNewer,
  restoredCompletion,
  restoreMeets,
  setChanges,
  setMeets,
  setStarts,
  setVersionOf,
  skipMeets,
  takesAway,
} from '../src/index.ts'
import type { ActualSet, CompleteBody, Completion, Log, Logged, SessionStatement, StandingSet, Standing } from '../src/index.ts'
import { at, emptyLog, NOON } from './emptyLog.ts'

const id = (digit: number | string, n: number) => `${String(digit).repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`
const arrival = { receivedAtMs: NOON + 1_000_000, shiftMs: 0 }

const LOW = { loggedAtMs: NOON, operationId: id(0, 1) }
const HIGH = { loggedAtMs: NOON, operationId: id(9, 1) }
const completed = (logged: typeof LOW, notes = '', autoFinalised = false): Standing => ({
  status: 'completed',
  log: { ...emptyLog, notes },
  autoFinalised,
  ...logged,
})

type StoredSet = StandingSet & { reps: number | null }

/** A session as a server or a simulator would hold it, changed only as the rules say. */
type Session = { standing: Standing; sets: Map<string, StoredSet>; kept: Log[] }

/** Something that arrives. `finalised`: the server finished by itself a session in progress. */
type Arriving =
  | (Logged & { kind: 'put' | 'delete'; setId: string; reps: number | null })
  | { kind: 'completion' | 'restore'; completion: Completion }
  | { kind: 'finalised' }

function arrive(session: Session, arriving: Arriving): void {
  switch (arriving.kind) {
    case 'put':
    case 'delete': {
      const { kind, setId: id, loggedAtMs, operationId, reps } = arriving
      if (setMeets(arriving, session.sets.get(id)) === 'standing') return
      say(session, { id, loggedAtMs, operationId, reps, deleted: kind === 'delete' })
      if (kind === 'put' && setStarts(session.standing.status).starts) session.standing = { status: 'in_progress' }
      return
    }
    case 'completion':
      return arriveFinished(session, arriving.completion, completionMeets(arriving.completion, session.standing))
    case 'restore': {
      const decision = restoreMeets({ kind: 'completion', ...arriving.completion }, session.standing, liveOf(session).length)
      assert.notEqual(decision, 'session_has_sets')
      return arriveFinished(session, arriving.completion, decision as ReturnType<typeof completionMeets>)
    }
    case 'finalised':
      if (session.standing.status === 'in_progress') session.standing = completed(HIGH, 'by the server', true)
  }
}

function arriveFinished(session: Session, completion: Completion, { stands, keep }: ReturnType<typeof completionMeets>): void {
  const { log, loggedAtMs, operationId } = completion
  const { standing } = session
  if (stands === 'standing') {
    if (keep !== null || takesAway(completion, session.sets, standingIdOf(session))) session.kept.push(log)
    return takeIn(session, completion, false)
  }
  // A standing log also contains what was logged set by set.
  if (keep !== null && standing.status === 'completed') session.kept.push(standingLogOf(session, standing.log))
  takeIn(session, completion, true)
  session.standing = { status: 'completed', log, autoFinalised: false, loggedAtMs, operationId }
}

function takeIn(session: Session, completion: Completion, stands: boolean): void {
  const { save, takeBack } = setChanges(completion, session.sets)
  for (const { set, ...version } of save) say(session, { ...version, id: set.id, reps: set.reps, deleted: false })
  for (const gone of takeBack) say(session, { ...gone, deleted: true, reps: null })
  for (const { set, loggedAtMs } of completion.sets) {
    const held = session.sets.get(set.id)!
    const heldMs = Math.max(held.heldMs ?? loggedAtMs, loggedAtMs)
    session.sets.set(set.id, { ...held, heldMs, heldBy: stands ? completion.operationId : held.heldBy })
  }
}

function say({ sets: all }: Session, version: Omit<StoredSet, 'heldBy' | 'heldMs'>): void {
  const { heldBy = null, heldMs = null } = all.get(version.id) ?? {}
  all.set(version.id, { ...version, heldBy, heldMs })
}

const standingIdOf = ({ standing }: Session): string | null =>
  standing.status === 'completed' && !standing.autoFinalised ? standing.operationId : null
const liveOf = (session: Session) => [...session.sets.values()].filter((set) => countsUnder(standingIdOf(session), set))
const standingLogOf = (session: Session, log: Log): Log => ({
  ...log,
  actualSets: liveOf(session).map(({ id: setId, reps }) => aSet(setId, reps)),
})

function arrivedIn(order: readonly Arriving[]): Session {
  const session: Session = { standing: { status: 'planned' }, sets: new Map(), kept: [] }
  for (const arriving of order) {
    arrive(session, arriving)
    const { standing } = session
    if (standing.status === 'completed') session.standing = { ...standing, log: standingLogOf(session, standing.log) }
  }
  return session
}

function outcomeOf(order: readonly Completion[]) {
  const session = arrivedIn(order.map((completion) => ({ kind: 'completion', completion })))
  const live = liveOf(session).map((set) => `${set.id} ${set.reps}`)
  const content = ({ notes, actualSets }: Log) => JSON.stringify([notes, actualSets.map((set) => set.id).sort()])
  const stands = session.standing.status === 'completed' ? content(session.standing.log) : null
  // Which logs, with which sets. Newer statements about a set that arrived before are part of a log that counted once, and not of one that
  // never counted.
  const kept = new Set(session.kept.map(content).filter((one) => one !== stands))
  return { stands, live: live.sort(), kept: [...kept].sort() }
}

type Said = Logged & { setId: string; reps: number | 'gone' | null }

/** Every statement about the sets. */
function saidIn(order: readonly Arriving[]): Said[] {
  return order.flatMap((one): Said[] => {
    if (one.kind === 'finalised') return []
    if (!('completion' in one)) return [{ ...one, reps: one.kind === 'put' ? one.reps : 'gone' }]
    const { sets: held, takenBack } = one.completion
    return [
      ...held.map(({ set, ...version }) => ({ ...version, setId: set.id, reps: set.reps })),
      ...takenBack.map(({ id: setId, ...version }) => ({ ...version, setId, reps: 'gone' as const })),
    ]
  })
}

/** The sets of a session at the end, and since when each version counts, whatever arrived first: the rule as it is specified. */
function setsOf(order: readonly Arriving[]): string[] {
  const newest = <T extends Logged>(among: readonly T[]): T => among.reduce((a, b) => (isNewer(b, a) ? b : a))
  const completions = order.flatMap((one) => ('completion' in one ? [one.completion] : []))
  const said = saidIn(order)
  return [...new Set(said.map(({ setId }) => setId))]
    .map((setId) => {
      const version = newest(said.filter((one) => one.setId === setId))
      const isStanding = completions.length > 0 && newest(completions).sets.some(({ set }) => set.id === setId)
      const held = completions.flatMap(({ sets: all }) => all.filter(({ set }) => set.id === setId))
      const isLost = !isStanding && held.some(({ loggedAtMs }) => loggedAtMs >= version.loggedAtMs)
      return `${setId} ${version.loggedAtMs} ${version.operationId} ${isLost ? 'gone' : version.reps}`
    })
    .sort()
}

function setsIn(session: Session): string[] {
  const live = new Set(liveOf(session))
  return [...session.sets.values()]
    .map((set) => `${set.id} ${set.loggedAtMs} ${set.operationId} ${live.has(set) ? set.reps : 'gone'}`)
    .sort()
}

function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((one, index) => ordersOf(list.filter((_, other) => other !== index)).map((rest) => [one, ...rest]))
}

const sets = fc.uniqueArray(
  fc.record({ n: fc.integer({ min: 1, max: 4 }), reps: fc.integer({ min: 1, max: 3 }), loggedMs: fc.integer({ min: 0, max: 9 }) }),
  {
    selector: ({ n }) => n,
    maxLength: 4,
  },
)
const bodies = fc.record({ loggedMs: fc.integer({ min: 0, max: 4 }), notes: fc.constantFrom('a', 'b'), sets })

function bodyOf({
  loggedMs,
  notes,
  sets: named,
}: {
  loggedMs: number
  notes: string
  sets: { n: number; reps: number; loggedMs: number }[]
}): CompleteBody {
  const actualSets = named.map(({ n, reps, loggedMs: setMs }) => aSet(id('a', n), reps, setMs))
  return { ...emptyLog, notes, actualSets, logged_at: at(loggedMs) }
}

function aSet(setId: string, reps: number | null, loggedMs = 0): ActualSet {
  return {
    id: setId,
    exerciseId: id(2, 1),
    plannedSetId: null,
    setType: 'working',
    setOrder: 1,
    weight: null,
    reps,
    rpe: null,
    completedAt: at(0),
    logged_at: at(loggedMs),
  }
}

type Logging = Exclude<Arriving, { kind: 'finalised' }>

/** What two devices send about one session. A restore contains its log, because this test is not about which revisions a server keeps. */
const arrivals = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('put' as const, 'put' as const, 'delete' as const),
      n: fc.integer({ min: 1, max: 3 }),
      reps: fc.integer({ min: 1, max: 9 }),
      loggedMs: fc.integer({ min: 0, max: 9 }),
    }),
    fc.record({
      kind: fc.constantFrom('completion' as const, 'completion' as const, 'completion' as const, 'restore' as const),
      loggedMs: fc.integer({ min: 0, max: 9 }),
      notes: fc.constantFrom('a', 'b'),
      sets,
      takenBack: fc.uniqueArray(fc.record({ n: fc.integer({ min: 1, max: 4 }), loggedMs: fc.option(fc.integer({ min: 0, max: 9 })) }), {
        selector: ({ n }) => n,
      }),
    }),
    fc.record({ kind: fc.constant('finalised' as const) }),
  ),
  { minLength: 2, maxLength: 4 },
)

type Drawn = typeof arrivals extends fc.Arbitrary<(infer One)[]> ? One : never

function arrivingOf(drawn: Drawn, operationId: string): Arriving {
  switch (drawn.kind) {
    case 'put':
    case 'delete': {
      const { kind, n, reps, loggedMs } = drawn
      const { loggedAtMs } = setVersionOf(id('a', n), aSet(id('a', n), reps, loggedMs), operationId, arrival)
      return { kind, setId: id('a', n), reps, loggedAtMs, operationId }
    }
    case 'completion': {
      const takenBack = drawn.takenBack.map(({ n, loggedMs }) =>
        loggedMs === null ? id('a', n) : { id: id('a', n), logged_at: at(loggedMs) },
      )
      return { kind: 'completion', completion: completionOf({ ...bodyOf(drawn), takenBack }, operationId, arrival, []) }
    }
    case 'restore': {
      const { logged_at: loggedAtSent, ...kept } = bodyOf(drawn)
      const asked = { loggedAtMs: Date.parse(loggedAtSent), loggedAtSent, operationId }
      return { kind: 'restore', completion: restoredCompletion({ ...kept, logged_at: at(0) }, asked) }
    }
    case 'finalised':
      return drawn
  }
}

const manyArrivals = fc
  .tuple(arrivals, fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 }))
  .map(([drawn, ids]) => drawn.map((one, index) => arrivingOf(one, id(3, ids[index] ?? 0))))

test('the result of two or three completions is the same in any order of arrival', () => {
  fc.assert(
    fc.property(fc.array(bodies, { minLength: 2, maxLength: 3 }), fc.shuffledSubarray([1, 2, 3], { minLength: 3 }), (several, ids) => {
      const completions = several.map((body, index) => completionOf(bodyOf(body), id(3, ids[index] ?? 0), arrival, []))
      const [first, ...others] = ordersOf(completions).map(outcomeOf)
      for (const other of others) assert.deepEqual(other, first)
    }),
    { numRuns: 2000 },
  )
})

test('the sets of a session follow the rule whatever the order in which sets, removals, completions and restores arrive, also twice', () => {
  fc.assert(
    fc.property(manyArrivals, fc.nat(), (several, twice) => {
      const sure = setsOf(several)
      for (const order of ordersOf(several)) {
        assert.deepEqual(setsIn(arrivedIn(order)), sure)
        assert.deepEqual(setsIn(arrivedIn([...order, order[twice % order.length] as Arriving])), sure)
      }
    }),
    { numRuns: 3000 },
  )
})

test('if no set was removed, the newest version of each counts or is in a revision, in any order of arrival', () => {
  const nothingUndone = manyArrivals.map((several) =>
    several.flatMap((one): Logging[] => {
      if (one.kind === 'completion') return [{ ...one, completion: { ...one.completion, takenBack: [] } }]
      return one.kind === 'put' ? [one] : []
    }),
  )
  fc.assert(
    fc.property(nothingUndone, (several) => {
      const said = saidIn(several)
      // Of several versions that are equally new, one.
      const newest = said.filter((one) => !said.some((other) => other.setId === one.setId && other.loggedAtMs > one.loggedAtMs))
      for (const order of ordersOf(several)) {
        const session = arrivedIn(order)
        const found = [...liveOf(session), ...session.kept.flatMap(({ actualSets }) => actualSets)]
        assert.deepEqual(new Set(found.map((set) => set.id)), new Set(said.map(({ setId }) => setId)))
        const isThere = ({ setId, reps }: Said): boolean => found.some((set) => set.id === setId && set.reps === reps)
        for (const { setId } of newest)
          assert.ok(
            newest.some((one) => one.setId === setId && isThere(one)),
            setId,
          )
      }
    }),
    { numRuns: 3000 },
  )
})

test('each set of a completion counts from its own stamp, among the statements of its device, and no later than the completion', () => {
  const readOf = (loggedMs: number, words: SessionStatement[] = [], shiftMs = 0, finishMs = 100_000): number => {
    const body = bodyOf({ loggedMs: finishMs, notes: '', sets: [{ n: 1, reps: 5, loggedMs }] })
    return completionOf(body, id(3, 1), { ...arrival, shiftMs }, words).sets[0]!.loggedAtMs - NOON
  }
  assert.deepEqual([readOf(40_000), readOf(140_000)], [40_000, 100_000])
  // A wrong clock: corrected like its own PUT, and after an earlier statement that arrived late.
  const word = (ms: number, countsMs: number, isOwn = true): SessionStatement => ({ saidMs: NOON + ms, countsMs: NOON + countsMs, isOwn })
  assert.equal(readOf(40_000, [], 50_000), 90_000)
  assert.equal(readOf(40_000, [word(40_000, 60_000)], 50_000), 60_000)
  assert.equal(readOf(40_000, [word(30_000, 95_000)], 50_000), 95_001)
  // A statement of another device, which this one had received.
  assert.equal(readOf(40_000, [word(10_000, 40_000, false)], 50_000), 40_000)
  assert.equal(readOf(40_000, [word(40_000, 60_000, false)], 50_000), 90_000)
  // The completion’s clock is far behind or far ahead; the stamp is from a right clock, or from the same one.
  const HOUR = 3_600_000
  assert.equal(readOf(40_000, [], HOUR, 100_000 - HOUR), 40_000)
  assert.equal(readOf(40_000, [], -HOUR, 100_000 + HOUR), 40_000)
  assert.equal(readOf(40_000 + HOUR, [], -HOUR, 100_000 + HOUR), 40_000)
})

test('the removals of a completion are read once each, by the ids as the database writes them, without the sets it contains', () => {
  const body = bodyOf({ loggedMs: 0, notes: '', sets: [{ n: 1, reps: 5, loggedMs: 0 }] })
  const takenBack = [1, 2, 2, 3].map((n) => id('a', n).toUpperCase())
  const idsOf = (sent: CompleteBody) => completionOf(sent, id(3, 1), arrival, []).takenBack.map((one) => one.id)
  assert.deepEqual(idsOf({ ...body, takenBack }), [id('a', 2), id('a', 3)])
  assert.deepEqual(completionOf(body, id(3, 1), arrival, []).takenBack, [])
  // Of a set that it names twice the newer statement counts, and none counts from after the completion.
  const said = (ms: number, n = 2) => ({ id: id('a', n), logged_at: at(ms) })
  const whole = { ...body, logged_at: at(50), takenBack: [said(10), said(30), said(20), said(90, 3)] }
  assert.deepEqual(
    completionOf(whole, id(3, 1), arrival, []).takenBack.map(({ loggedAtMs, toldAtMs }) => [loggedAtMs - NOON, toldAtMs! - NOON]),
    [
      [30, 50],
      [50, 50],
    ],
  )
})

test('of three completions the newest counts, and on a tie the one with the highest operation id', () => {
  fc.assert(
    fc.property(fc.array(bodies, { minLength: 3, maxLength: 3 }), (several) => {
      const completions = several.map((body, index) =>
        completionOf(bodyOf({ ...body, notes: String(index) }), id(3, index + 1), arrival, []),
      )
      const newest = completions.reduce((a, b) => (isNewer(b, a) ? b : a))
      assert.match(outcomeOf(completions).stands ?? '', new RegExp(`^\\["${newest.log.notes}"`))
    }),
  )
})

test('a completion wins over a skip, however new the skip', () => {
  const late = { loggedAtMs: NOON + 9, operationId: id(9, 9) }
  assert.deepEqual(completionMeets({ ...LOW, log: emptyLog }, { status: 'skipped', reason: null, ...late }), {
    stands: 'sent',
    keep: 'a completion beats a skip',
  })
  assert.deepEqual(skipMeets({ ...late, reason: null }, completed(LOW), 0), { stands: 'standing', keep: 'a completion beats a skip' })
})

test('every log of the lifter replaces a log that the server finished by itself', () => {
  const sent = { ...LOW, log: { ...emptyLog, notes: 'by hand' } }
  assert.deepEqual(completionMeets(sent, completed(HIGH, '', true)), { stands: 'sent', keep: 'a newer log replaced it' })
  assert.deepEqual(completionMeets(sent, completed(HIGH)), { stands: 'standing', keep: 'a newer log stands' })
})

test('logs with the same content are no conflict', () => {
  assert.deepEqual(completionMeets({ ...HIGH, log: emptyLog }, completed(LOW)), { stands: 'sent', keep: null })
  assert.deepEqual(completionMeets({ ...LOW, log: emptyLog }, completed(HIGH)), { stands: 'standing', keep: null })
})

test('one file read in two time zones is one log, whichever arrives first; any other difference is a conflict', () => {
  const imported = (hours: number, change: Partial<Log> = {}, set: Partial<ActualSet> = {}): Logged & { log: Log } => {
    const [startedAt, completedAt] = [at(hours * 3_600_000), at((hours + 1) * 3_600_000)] as const
    const first: ActualSet = {
      id: '00000000-0000-5000-8000-000000000001',
      exerciseId: id(2, 1),
      exerciseName: 'Squat',
      plannedSetId: null,
      setType: 'working',
      setOrder: 0,
      weight: { value: 100, unit: 'kg' },
      reps: 5,
      rpe: null,
      completedAt,
      logged_at: completedAt,
    }
    const log = { ...emptyLog, startedAt, completedAt, logged_at: completedAt, actualSets: [{ ...first, ...set }], ...change }
    return { log, loggedAtMs: Date.parse(completedAt), operationId: id(1, 1) }
  }
  const standing = (sent: Logged & { log: Log }): Standing => ({ status: 'completed', autoFinalised: false, ...sent })
  const kept = (sent: Logged & { log: Log }, before: Logged & { log: Log }) => completionMeets(sent, standing(before)).keep !== null
  const [newYork, tokyo] = [imported(0), imported(-14)]
  assert.deepEqual([kept(newYork, tokyo), kept(tokyo, newYork)], [false, false])
  assert.deepEqual([kept(imported(-5.75), newYork), kept(imported(-0.1), newYork), kept(imported(-27), newYork)], [false, true, true])
  assert.ok(kept(imported(-14, { notes: 'edited' }), newYork))
  assert.ok(kept(imported(-14, {}, { reps: 6 }), newYork))
  assert.ok(kept(imported(-14, { completedAt: at(-12 * 3_600_000) }), newYork), 'it took longer')
  // A log of this app is no file: an hour more is another time.
  const lifted = (hours: number) => imported(hours, {}, { id: id(4, 1), plannedSetId: null })
  assert.ok(kept(lifted(-14), lifted(0)))
  const planned = (hours: number) => imported(hours, {}, { plannedSetId: id(4, 1) })
  assert.ok(kept(planned(-14), planned(0)))
})

test('a session with sets is never skipped, nor restored into a skip', () => {
  for (const status of ['planned', 'in_progress'] as const) {
    assert.equal(skipMeets({ ...HIGH, reason: null }, { status }, 1), 'session_has_sets')
    assert.equal(restoreMeets({ ...HIGH, kind: 'skip', reason: null }, { status }, 1), 'session_has_sets')
  }
  assert.equal(restoreMeets({ ...HIGH, kind: 'skip', reason: null }, completed(LOW), 0), 'session_has_sets')
})

test('of two versions of a set the newer counts, on a tie the higher operation id', () => {
  assert.deepEqual([setMeets(LOW, undefined), setMeets(HIGH, LOW), setMeets(LOW, HIGH)], ['sent', 'sent', 'standing'])
})

test('of two versions with the same stamp the one of the later completion counts, whatever the ids', () => {
  const finish = (ms: number, operationId: string, reps: number): Completion =>
    completionOf(bodyOf({ loggedMs: ms, notes: '', sets: [{ n: 1, reps, loggedMs: 3 }] }), operationId, arrival, [])
  const [early, late] = [finish(10, id(9, 9), 5), finish(20, id(0, 1), 6)]
  for (const order of ordersOf([early, late])) assert.deepEqual(outcomeOf(order).live, [`${id('a', 1)} 6`])
})

test('a set starts a planned or skipped session, and leaves a finished one finished', () => {
  assert.deepEqual(
    (['planned', 'skipped', 'in_progress', 'completed'] as const).map((status) => setStarts(status)),
    [
      { starts: true, keep: null },
      { starts: true, keep: 'a set was logged' },
      { starts: false, keep: null },
      { starts: false, keep: null },
    ],
  )
})

test('a restored log counts unless something newer was logged since, and the log it replaces becomes a revision', () => {
  const sent = { kind: 'completion' as const, log: { ...emptyLog, notes: 'kept' } }
  assert.deepEqual(restoreMeets({ ...HIGH, ...sent }, completed(LOW), 0), { stands: 'sent', keep: 'another log was restored' })
  assert.deepEqual(restoreMeets({ ...LOW, ...sent }, completed(HIGH), 0), { stands: 'standing', keep: null })
  assert.deepEqual(restoreMeets({ ...LOW, ...sent }, completed(HIGH, '', true), 0), { stands: 'sent', keep: 'another log was restored' })
})
