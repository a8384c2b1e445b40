import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  arrivalOf,
  completionMeets,
  completionOf,
  isNewer,
  restoredCompletion,
  restoreMeets,
  setMeets,
  setStarts,
  skipMeets,
  takesAway,
} from '../src/index.ts'
import type { ActualSet, CompleteBody, Completion, Log, Logged, Standing, StandingSet } from '../src/index.ts'
import { at, emptyLog, NOON } from './emptyLog.ts'

/** Logged earlier than the standing log, at the same moment by a lower or by a higher operation id, and later. */
const EARLIER: Logged = { loggedAtMs: NOON - 1, operationId: 'b' }
const LOWER: Logged = { loggedAtMs: NOON, operationId: 'a' }
const STANDS: Logged = { loggedAtMs: NOON, operationId: 'b' }
const HIGHER: Logged = { loggedAtMs: NOON, operationId: 'c' }
const LATER: Logged = { loggedAtMs: NOON + 1, operationId: 'a' }

const logOf = (notes: string): Log => ({ ...emptyLog, notes })
const planned: Standing = { status: 'planned' }
const started: Standing = { status: 'in_progress' }
const skipped: Standing = { status: 'skipped', reason: 'sick', ...STANDS }
const completed: Standing = { status: 'completed', log: logOf('heavy'), autoFinalised: false, ...STANDS }
const finalised: Standing = { ...completed, autoFinalised: true } as Standing

test('a completion that arrives: what it replaces, and what becomes a revision', () => {
  const decide = (sent: Logged, notes: string, standing: Standing) => completionMeets({ ...sent, log: logOf(notes) }, standing)
  assert.deepEqual(decide(EARLIER, 'light', planned), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'light', started), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'light', skipped), { stands: 'sent', keep: 'a completion beats a skip' })
  assert.deepEqual(decide(EARLIER, 'light', completed), { stands: 'standing', keep: 'a newer log stands' })
  assert.deepEqual(decide(EARLIER, 'heavy', completed), { stands: 'standing', keep: null })
  assert.deepEqual(decide(LATER, 'light', completed), { stands: 'sent', keep: 'a newer log replaced it' })
  assert.deepEqual(decide(LATER, 'heavy', completed), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'light', finalised), { stands: 'sent', keep: 'a newer log replaced it' })
  assert.deepEqual(decide(EARLIER, 'heavy', finalised), { stands: 'sent', keep: null })
})

test('a skip that arrives: sets reject it, a finished session stays, and of two skips the newer counts', () => {
  const decide = (sent: Logged, reason: string | null, standing: Standing, liveSets: number) =>
    skipMeets({ ...sent, reason }, standing, liveSets)
  for (const standing of [planned, started]) {
    assert.deepEqual(decide(EARLIER, 'sick', standing, 0), { stands: 'sent', keep: null })
    assert.equal(decide(LATER, 'sick', standing, 1), 'session_has_sets')
  }
  assert.deepEqual(decide(LATER, 'sick', completed, 1), { stands: 'standing', keep: 'a completion beats a skip' })
  assert.deepEqual(decide(EARLIER, 'away', skipped, 0), { stands: 'standing', keep: 'a newer log stands' })
  assert.deepEqual(decide(EARLIER, 'sick', skipped, 0), { stands: 'standing', keep: null })
  assert.deepEqual(decide(LATER, 'away', skipped, 0), { stands: 'sent', keep: 'a newer log replaced it' })
  assert.deepEqual(decide(LATER, null, skipped, 0), { stands: 'sent', keep: 'a newer log replaced it' })
  assert.deepEqual(decide(LATER, 'sick', skipped, 0), { stands: 'sent', keep: null })
})

test('a restored log: what it replaces, and what becomes a revision', () => {
  const decide = (sent: Logged, notes: string, standing: Standing, liveSets: number) =>
    restoreMeets({ ...sent, kind: 'completion', log: logOf(notes) }, standing, liveSets)
  assert.deepEqual(decide(EARLIER, 'light', planned, 0), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'light', started, 0), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'light', started, 1), { stands: 'sent', keep: 'another log was restored' })
  assert.deepEqual(decide(EARLIER, 'light', skipped, 0), { stands: 'sent', keep: 'a completion beats a skip' })
  assert.deepEqual(decide(EARLIER, 'light', completed, 0), { stands: 'standing', keep: null })
  assert.deepEqual(decide(LATER, 'light', completed, 0), { stands: 'sent', keep: 'another log was restored' })
  assert.deepEqual(decide(LATER, 'heavy', completed, 0), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'light', finalised, 0), { stands: 'sent', keep: 'another log was restored' })
})

test('a skip is restored only where nothing was lifted', () => {
  const decide = (sent: Logged, reason: string | null, standing: Standing, liveSets: number) =>
    restoreMeets({ ...sent, kind: 'skip', reason }, standing, liveSets)
  for (const standing of [planned, started, skipped]) assert.equal(decide(LATER, 'sick', standing, 1), 'session_has_sets')
  assert.equal(decide(LATER, 'sick', completed, 0), 'session_has_sets')
  assert.deepEqual(decide(EARLIER, 'sick', planned, 0), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'sick', started, 0), { stands: 'sent', keep: null })
  assert.deepEqual(decide(EARLIER, 'away', skipped, 0), { stands: 'standing', keep: null })
  assert.deepEqual(decide(LATER, 'away', skipped, 0), { stands: 'sent', keep: 'another log was restored' })
  assert.deepEqual(decide(LATER, 'sick', skipped, 0), { stands: 'sent', keep: null })
})

test('the effect of a logged set on its session', () => {
  assert.deepEqual(setStarts('planned'), { starts: true, keep: null })
  assert.deepEqual(setStarts('skipped'), { starts: true, keep: 'a set was logged' })
  assert.deepEqual(setStarts('in_progress'), { starts: false, keep: null })
  assert.deepEqual(setStarts('completed'), { starts: false, keep: null })
})

test('of two versions the newer counts; on a tie the one of the later operation, then the higher operation id; never a version over itself', () => {
  const versions = [EARLIER, LOWER, STANDS, HIGHER, LATER]
  for (const [one, a] of versions.entries())
    for (const [other, b] of versions.entries()) {
      assert.equal(isNewer(a, b), one > other, `${one} over ${other}`)
      assert.equal(setMeets(a, b), one > other ? 'sent' : 'standing')
    }
  assert.equal(setMeets(EARLIER, undefined), 'sent')
  const told = (toldAtMs: number, operationId: string): Logged => ({ loggedAtMs: NOON, toldAtMs, operationId })
  assert.deepEqual([isNewer(told(NOON + 1, 'a'), STANDS), isNewer(STANDS, told(NOON + 1, 'a'))], [true, false])
  assert.equal(isNewer(told(NOON, 'b'), STANDS), false)
})

test('a clock that is wrong by no more than half a minute is not corrected', () => {
  const shiftFor = (byMs: number) => arrivalOf(at(0), NOON + byMs).shiftMs
  assert.deepEqual([30_001, 30_000, 0, -30_000, -30_001].map(shiftFor), [30_001, 0, 0, 0, -30_001])
})

test('a losing completion removes what counted only by an older statement, or by its own', () => {
  const set = (heldBy: string | null, heldMs: number | null, deleted = false): StandingSet => ({
    id: 'one',
    loggedAtMs: NOON,
    operationId: 'b',
    deleted,
    heldBy,
    heldMs,
  })
  const holding = (loggedAtMs: number) => ({ sets: [{ set: { id: 'one' }, loggedAtMs }], takenBack: [] }) as unknown as Completion
  const takingBack = (loggedAtMs: number) =>
    ({ sets: [], takenBack: [{ id: 'one', loggedAtMs, operationId: 'z' }] }) as unknown as Completion
  const takes = (completion: Completion, standing?: StandingSet) =>
    takesAway(completion, new Map(standing && [['one', standing]]), 'stands')
  assert.equal(takes(holding(NOON)), false, 'a set that nobody logged')
  assert.equal(takes(holding(NOON + 1), set(null, null)), true)
  assert.equal(takes(holding(NOON), set(null, null)), true, 'logged at the same moment')
  assert.equal(takes(holding(NOON - 1), set(null, null)), false, 'logged again since')
  assert.equal(takes(holding(NOON + 1), set('stands', NOON)), false, 'held by the log that stands')
  assert.equal(takes(holding(NOON + 1), set('lost', NOON)), false, 'it did not count before')
  assert.equal(takes(holding(NOON + 1), set('lost', NOON - 1)), true)
  assert.equal(takes(holding(NOON + 1), set(null, null, true)), false)
  assert.equal(takes(takingBack(NOON + 1), set(null, null)), true)
  assert.equal(takes(takingBack(NOON - 1), set(null, null)), false)
  assert.equal(takes(takingBack(NOON + 1), set(null, null, true)), false)
  assert.equal(takes(takingBack(NOON + 1)), false)
  const both = { ...takingBack(NOON - 1), sets: [...holding(NOON - 1).sets, { set: { id: 'two' }, loggedAtMs: NOON }] } as Completion
  assert.equal(
    takesAway(
      both,
      new Map([
        ['one', set(null, null)],
        ['two', { ...set(null, null), id: 'two' }],
      ]),
      'stands',
    ),
    true,
  )
})

test('of a set that a completion contains twice the newer counts, and the second if both have the same stamp', () => {
  const sent = (reps: number, loggedAt: string) => ({
    id: 'AAAAAAAA-0000-4000-8000-000000000001',
    exerciseId: 'BBBBBBBB-0000-4000-8000-000000000001',
    plannedSetId: 'CCCCCCCC-0000-4000-8000-000000000001',
    setType: 'working' as const,
    setOrder: 0,
    weight: null,
    reps,
    rpe: null,
    completedAt: at(0),
    logged_at: loggedAt,
  })
  const counts = (...actualSets: ReturnType<typeof sent>[]) => {
    const body: CompleteBody = {
      startedAt: at(-60_000),
      completedAt: at(0),
      planVersion: 1,
      sessionRpe: null,
      notes: '',
      actualSets,
      logged_at: at(10),
    }
    const { sets } = completionOf(body, 'operation', { receivedAtMs: NOON + 1_000, shiftMs: 0 }, [])
    return sets.map(({ set }) => [set.id, set.exerciseId, set.plannedSetId, set.reps])
  }
  const ids = ['aaaaaaaa-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000001', 'cccccccc-0000-4000-8000-000000000001']
  assert.deepEqual(counts(sent(1, at(1)), sent(2, at(2))), [[...ids, 2]])
  assert.deepEqual(counts(sent(1, at(2)), sent(2, at(1))), [[...ids, 1]])
  assert.deepEqual(counts(sent(1, at(1)), sent(2, at(1))), [[...ids, 2]])
})

test('a restored log makes all its statements again, with the stamp of the restore, and removes nothing', () => {
  const kept: Log = { ...logOf('heavy'), actualSets: [{ id: 'one', reps: 5, logged_at: at(-9) } as ActualSet] }
  const loggedAt = { loggedAtMs: NOON + 5, loggedAtSent: at(5), operationId: 'asked' }
  const set = { id: 'one', reps: 5, logged_at: at(5) } as ActualSet
  assert.deepEqual(restoredCompletion(kept, loggedAt), {
    ...loggedAt,
    log: { ...kept, logged_at: at(5) },
    sets: [{ ...loggedAt, set }],
    takenBack: [],
  })
})
