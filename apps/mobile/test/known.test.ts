import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepHere } from '../sync/engine/decisions.ts'
import { knownOf, standingNow, waitsOf } from '../sync/engine/known.ts'
import { restore } from '../sync/session/operations.ts'
import { bareEngine, begunIn, rejection } from './bareEngine.ts'
import { minute } from './logParts.ts'
import { newSession } from './server.ts'

test('what this device knows of a session is its log, the state of each of its operations, and whether one waits', () => {
  const bare = bareEngine()
  const { engine } = bare
  const { sessionId, ids, log, tick, finish, skip } = begunIn(bare)
  const known = () => knownOf(engine, sessionId)
  assert.deepEqual([known().log, known().completion, known().skip, known().restore, known().waits], [log(), null, null, null, false])
  tick(0)
  assert.deepEqual(
    [known().setState(ids[0]!)?.at, known().setState(ids[1]!), known().waits, waitsOf(engine, sessionId)],
    ['waiting', null, true, true],
  )
  skip()
  assert.deepEqual([known().skip?.at, known().completion], ['waiting', null])
  bare.write({ kind: 'sessionReopened', sessionId }, restore(sessionId, 'r', minute(9)))
  assert.equal(known().restore?.at, 'waiting')
  finish()
  assert.deepEqual([known().completion?.at, known().setState(ids[0]!)?.at], ['waiting', 'waiting'], 'a completion holds the set')
  assert.equal(knownOf(engine, newSession().id).waits, false)
})

test('what was rejected, and what is kept here, is that of the session alone, and no longer once something newer was said', () => {
  const bare = bareEngine()
  const [one, other] = [begunIn(bare), begunIn(bare)]
  for (const at of [0, 1]) one.tick(at)
  other.tick(0)
  bare.send(() => rejection())
  bare.send(() => rejection())
  const lanes = (sessionId: string) => knownOf(bare.engine, sessionId).rejected.map(({ operation }) => operation.lane)
  assert.deepEqual([lanes(one.sessionId).length, lanes(other.sessionId)], [2, [`session_${other.sessionId}`]])
  keepHere(bare.engine, one.sessionId)
  const kept = (sessionId: string) => knownOf(bare.engine, sessionId).keptHere.map(({ slot }) => slot)
  assert.deepEqual([kept(one.sessionId).length, kept(other.sessionId)], [2, []])
  one.tick(0, { reps: 9 })
  assert.deepEqual(kept(one.sessionId), [`set_${one.sessionId}_${one.ids[1]}`])
  bare.engine.outbox.discard(knownOf(bare.engine, other.sessionId).rejected[0]!.operation.id)
  assert.deepEqual(kept(other.sessionId), [], 'what was only discarded is not kept')
})

test('a session stands as the server’s copy and this device’s log say; as the log alone without a copy; nowhere without either', () => {
  const bare = bareEngine()
  const { engine } = bare
  const { sessionId, session } = begunIn(bare)
  assert.equal(standingNow(engine, sessionId)?.status, 'in_progress')
  bare.told({ ...session, status: 'completed', version: 9 })
  assert.equal(standingNow(engine, sessionId)?.status, 'completed')
  const told = newSession()
  bare.told(told)
  assert.deepEqual([standingNow(engine, told.id)?.status, standingNow(engine, newSession().id)], ['planned', null])
})
