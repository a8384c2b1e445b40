import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet } from '@holdfast/contract'
import { restore } from '../sync/session/operations.ts'
import { placeOfSet } from '../sync/views/placeOfSet.ts'
import { bareEngine, begunIn, confirmed } from './bareEngine.ts'
import { kg, minute } from './logParts.ts'
import { tooMany } from './server.ts'

function lifted() {
  const bare = bareEngine()
  const begun = begunIn(bare)
  const { log, ids } = begun
  const place = (at: number) => placeOfSet(bare.engine, log(), log().actualSets[ids[at]!]!)
  const reject = (...pointers: string[]) =>
    bare.send(() => ({ kind: 'rejected', refusal: { code: 'validation_failed', status: 422, detail: '', errors: pointers.map(tooMany) } }))
  const discard = () => bare.engine.outbox.discard(bare.engine.outbox.snapshot().attention[0]!.operation.id)
  const told = (...actualSets: ActualSet[]) => bare.told({ ...begun.session, version: 4, actualSets })
  return { bare, ...bare, ...begun, place, reject, discard, told }
}
const NOW_MS = 1_800_000_000_000

test('a set waits since it was logged, and is on the server once its verdict is in', () => {
  const { bare, clock, tick, place } = lifted()
  tick(0)
  clock.advance(5_000)
  assert.deepEqual(place(0), { at: 'waiting', sinceMs: NOW_MS })
  bare.send(() => confirmed())
  assert.deepEqual(place(0), { at: 'server' })
})

test('a set nobody said anything of here is on the server', () => {
  const { write, sessionId, set, place } = lifted()
  write({ kind: 'changesTaken', sessionId, version: 2, sets: [set(0)], goneIds: [] })
  assert.deepEqual(place(0), { at: 'server' })
})

test('a rejected set needs attention; discarded it is here, unless the server has the very same', () => {
  const { tick, set, place, reject, discard, told } = lifted()
  tick(0)
  reject('/reps')
  assert.deepEqual(place(0), { at: 'attention' })
  discard()
  assert.deepEqual(place(0), { at: 'here' })
  told(set(0), set(1))
  assert.deepEqual(place(0), { at: 'server' })
  for (const other of [{ reps: 6 }, { weight: kg(90) }, { setType: 'drop' as const }]) {
    told(set(0, other), set(1))
    assert.deepEqual(place(0), { at: 'here' }, JSON.stringify(other))
  }
})

test('of a rejected finish only the sets it names need attention; the others are where they were before', () => {
  const { bare, tick, finish, set, place, reject, told } = lifted()
  for (const at of [0, 1, 2]) tick(at)
  bare.send(() => confirmed())
  finish()
  told(set(0))
  reject('/actualSets/2/reps')
  assert.deepEqual([place(0), place(1), place(2)], [{ at: 'server' }, { at: 'here' }, { at: 'attention' }])
})

/** A log that was made to count again, with one set in it and one logged after it. */
function restored() {
  const all = lifted()
  const { bare, session, sessionId, set, tick, write } = all
  const log = {
    startedAt: minute(0),
    completedAt: minute(50),
    planVersion: 1,
    sessionRpe: null,
    notes: '',
    actualSets: [set(0, { logged_at: minute(60) })],
    logged_at: minute(60),
  }
  tick(0)
  bare.send(() => confirmed())
  write({ kind: 'logReplaced', sessionId, session, log }, restore(sessionId, 'r', minute(60)))
  return all
}

test('the sets of a log that was made to count go where that goes; what is logged after it goes by itself', () => {
  const { clock, tick, place, reject, discard } = restored()
  clock.advance(1_000)
  tick(1, { logged_at: minute(61) })
  assert.deepEqual(
    [place(0), place(1)],
    [
      { at: 'waiting', sinceMs: NOW_MS },
      { at: 'waiting', sinceMs: NOW_MS + 1_000 },
    ],
  )
  reject('/x')
  reject('/x')
  assert.deepEqual([place(0), place(1)], [{ at: 'here' }, { at: 'attention' }])
  discard()
  assert.deepEqual([place(0), place(1)], [{ at: 'here' }, { at: 'attention' }])
})

test('a log that was made to count and is on the server leaves its sets to their own operations', () => {
  const { bare, place } = restored()
  bare.send(() => confirmed())
  assert.deepEqual(place(0), { at: 'server' })
})

test('a log that was made to count and changed since says nothing of the sets any more', () => {
  const { write, sessionId, place } = restored()
  write({ kind: 'sessionFinished', sessionId, completedAt: minute(50), logged_at: minute(70) })
  assert.deepEqual(place(0), { at: 'server' })
  const other = restored()
  other.write({ kind: 'sessionReopened', sessionId: other.sessionId })
  assert.deepEqual(other.place(0), { at: 'server' })
})
