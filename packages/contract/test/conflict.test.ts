import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { completionMeets, completionOf, isNewer, restoreMeets, setChanges, setMeets, setStarts, skipMeets } from '../src/index.ts'
import type { ActualSet, CompleteBody, Completion, Log, StandingSet, SetVersion, Standing } from '../src/index.ts'

const NOON = Date.UTC(2026, 2, 10, 12)
const at = (ms: number) => new Date(NOON + ms).toISOString()
const id = (digit: number, n: number) => `${String(digit).repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`
const arrival = { receivedAtMs: NOON + 1_000_000, shiftMs: 0 }

const emptyLog: Log = {
  startedAt: at(0),
  completedAt: at(1),
  planVersion: 1,
  sessionRpe: null,
  notes: '',
  actualSets: [],
  logged_at: at(1),
}
const LOW = { loggedAtMs: NOON, operationId: id(0, 1) }
const HIGH = { loggedAtMs: NOON, operationId: id(9, 1) }
const completed = (logged: typeof LOW, notes = '', autoFinalised = false): Standing => ({
  status: 'completed',
  log: { ...emptyLog, notes },
  autoFinalised,
  ...logged,
})

/** A session as any server or simulator would hold it, changed only as the rules say. */
type Session = { standing: Standing; sets: Map<string, StandingSet & { version: SetVersion }>; kept: Log[] }

function arrive(session: Session, completion: Completion): void {
  const { stands, keep } = completionMeets(completion, session.standing)
  if (keep !== null && stands === 'standing') session.kept.push(completion.log)
  if (stands === 'standing') return
  if (keep !== null && session.standing.status === 'completed') session.kept.push(session.standing.log)
  const { save, takeBack } = setChanges(completion, session.sets)
  for (const version of save) session.sets.set(version.set.id, { ...version, id: version.set.id, deleted: false, version })
  for (const setId of takeBack) {
    const before = session.sets.get(setId)
    if (before)
      session.sets.set(setId, { ...before, deleted: true, loggedAtMs: completion.loggedAtMs, operationId: completion.operationId })
  }
  const { log, loggedAtMs, operationId } = completion
  session.standing = { status: 'completed', log, autoFinalised: false, loggedAtMs, operationId }
}

function outcomeOf(order: readonly Completion[]) {
  const session: Session = { standing: { status: 'in_progress' }, sets: new Map(), kept: [] }
  for (const completion of order) arrive(session, completion)
  const live = [...session.sets.values()].filter((set) => !set.deleted).map((set) => `${set.id} ${set.version.set.reps}`)
  const content = ({ notes, actualSets }: Log) => JSON.stringify([notes, actualSets.map((set) => `${set.id} ${set.reps}`).sort()])
  const stands = session.standing.status === 'completed' ? content(session.standing.log) : null
  const kept = new Set(session.kept.map(content).filter((one) => one !== stands))
  return { stands, live: live.sort(), kept: [...kept].sort() }
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
  const actualSets = named.map(({ n, reps, loggedMs: setMs }): ActualSet => ({
    id: id(1, n),
    exerciseId: id(2, 1),
    plannedSetId: null,
    setType: 'working',
    setOrder: n,
    weight: null,
    reps,
    rpe: null,
    completedAt: at(0),
    logged_at: at(setMs),
  }))
  return { ...emptyLog, notes, actualSets, logged_at: at(loggedMs) }
}

test('of two or three completions the outcome is the same in whichever order they arrive', () => {
  fc.assert(
    fc.property(fc.array(bodies, { minLength: 2, maxLength: 3 }), fc.shuffledSubarray([1, 2, 3], { minLength: 3 }), (several, ids) => {
      const completions = several.map((body, index) => completionOf(bodyOf(body), id(3, ids[index] ?? 0), arrival))
      const [first, ...others] = ordersOf(completions).map(outcomeOf)
      for (const other of others) assert.deepEqual(other, first)
    }),
    { numRuns: 2000 },
  )
})

test('of three completions the newest stands, and on a tie the one with the highest operation id', () => {
  fc.assert(
    fc.property(fc.array(bodies, { minLength: 3, maxLength: 3 }), (several) => {
      const completions = several.map((body, index) => completionOf(bodyOf({ ...body, notes: String(index) }), id(3, index + 1), arrival))
      const newest = completions.reduce((a, b) => (isNewer(b, a) ? b : a))
      assert.match(outcomeOf(completions).stands ?? '', new RegExp(`^\\["${newest.log.notes}"`))
    }),
  )
})

test('a completion beats a skip, however new the skip', () => {
  const late = { loggedAtMs: NOON + 9, operationId: id(9, 9) }
  assert.deepEqual(completionMeets({ ...LOW, log: emptyLog }, { status: 'skipped', reason: null, ...late }), {
    stands: 'sent',
    keep: 'a completion beats a skip',
  })
  assert.deepEqual(skipMeets({ ...late, reason: null }, completed(LOW), 0), { stands: 'standing', keep: 'a completion beats a skip' })
})

test('a log the server finished by itself yields to any real one', () => {
  const sent = { ...LOW, log: { ...emptyLog, notes: 'by hand' } }
  assert.deepEqual(completionMeets(sent, completed(HIGH, '', true)), { stands: 'sent', keep: 'a newer log replaced it' })
  assert.deepEqual(completionMeets(sent, completed(HIGH)), { stands: 'standing', keep: 'a newer log stands' })
})

test('logs that say the same are no conflict', () => {
  assert.deepEqual(completionMeets({ ...HIGH, log: emptyLog }, completed(LOW)), { stands: 'sent', keep: null })
  assert.deepEqual(completionMeets({ ...LOW, log: emptyLog }, completed(HIGH)), { stands: 'standing', keep: null })
})

test('a session that holds sets is never skipped away, nor restored into a skip', () => {
  for (const status of ['planned', 'in_progress'] as const) {
    assert.equal(skipMeets({ ...HIGH, reason: null }, { status }, 1), 'session_has_sets')
    assert.equal(restoreMeets({ ...HIGH, kind: 'skip', reason: null }, { status }, 1), 'session_has_sets')
  }
  assert.equal(restoreMeets({ ...HIGH, kind: 'skip', reason: null }, completed(LOW), 0), 'session_has_sets')
})

test('of two versions of a set the newer stands, on a tie the higher operation id', () => {
  assert.deepEqual([setMeets(LOW, undefined), setMeets(HIGH, LOW), setMeets(LOW, HIGH)], ['sent', 'sent', 'standing'])
})

test('a set starts what was planned or skipped, and leaves what is finished', () => {
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

test('a restored log stands unless something newer was logged since, and what stood is kept', () => {
  const sent = { kind: 'completion' as const, log: { ...emptyLog, notes: 'kept' } }
  assert.deepEqual(restoreMeets({ ...HIGH, ...sent }, completed(LOW), 0), { stands: 'sent', keep: 'another log was restored' })
  assert.deepEqual(restoreMeets({ ...LOW, ...sent }, completed(HIGH), 0), { stands: 'standing', keep: null })
  assert.deepEqual(restoreMeets({ ...LOW, ...sent }, completed(HIGH, '', true), 0), { stands: 'sent', keep: 'another log was restored' })
})
