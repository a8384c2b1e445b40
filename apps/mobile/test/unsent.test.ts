import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation, Outbox } from '@holdfast/outbox'
import { isUndecided, isUnsent, unsentOf } from '../sync/engine/unsent.ts'
import type { Engine } from '../sync/engine/engine.ts'
import type { SessionLogs } from '../sync/session/sessionLog.ts'
import { operationAt } from './knownParts.ts'
import { logAfter, setOf, type About } from './logParts.ts'

const about = (end: string, lane = 'session_lower') => operationAt({ endpoint: `/v1/sessions/lower/${end}`, lane })

type Snapshot = { waiting?: Operation[]; attention?: Operation[]; unknownKind?: Operation[] }

function outboxOf({ waiting = [], attention = [], unknownKind = [] }: Snapshot): Outbox {
  return { snapshot: () => ({ waiting, attention: attention.map((operation) => ({ operation })), unknownKind }) } as unknown as Outbox
}
const unsent = (snapshot: Snapshot, logs: SessionLogs = { logs: {}, currentId: null, lastId: null }) =>
  unsentOf({ outbox: outboxOf(snapshot), logs: { current: () => logs } } as unknown as Engine)

test('what has not reached the server is counted as a lifter counts it: workouts, sets and skips, waiting, rejected or of an unknown kind', () => {
  const some = {
    waiting: [about('complete'), about('sets/a'), about('sets/b')],
    attention: [about('skip'), about('sets/c')],
    unknownKind: [about('revisions/r/restore'), about('pause')],
  }
  assert.deepEqual(unsent(some), { changes: 7, attention: 2, workouts: 2, sets: 3, skips: 1, training: false })
  assert.deepEqual(unsent({}), { changes: 0, attention: 0, workouts: 0, sets: 0, skips: 0, training: false })
})

test('somebody trains while the session on screen holds a set and has not ended', () => {
  const training = (currentId: string | null, ...events: About[]) =>
    unsent({}, { logs: { lower: logAfter(...events) }, currentId, lastId: 'lower' }).training
  const done: About = { kind: 'setCompleted', set: setOf('s1') }
  const skipped: About = { kind: 'sessionSkipped', reason: null, logged_at: '2027-01-15T09:00:00.000Z' }
  assert.deepEqual(
    [training('lower', done), training('lower'), training(null, done), training('lower', done, skipped), training('upper', done)],
    [true, false, false, false, false],
  )
})

test('a sign-out leaves something behind where a change has not arrived or somebody trains', () => {
  const none = unsent({})
  assert.deepEqual([isUnsent(none), isUnsent({ ...none, changes: 1 }), isUnsent({ ...none, training: true })], [false, true, true])
})

test('a lane is undecided while something of it was rejected, or is of an unknown kind; what waits is on its way', () => {
  const [own, other] = [about('skip'), about('skip', 'session_upper')]
  const undecided = (snapshot: Snapshot) => isUndecided(outboxOf(snapshot), 'session_lower')
  assert.deepEqual(
    [
      undecided({ attention: [other, own] }),
      undecided({ unknownKind: [own] }),
      undecided({ waiting: [own] }),
      undecided({ attention: [other], unknownKind: [other] }),
    ],
    [true, true, false, false],
  )
})
