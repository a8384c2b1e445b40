import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetCompletions, indexCompletions, pendingCompletionKey } from '../sync/engine/pendingCompletions.ts'
import { completeImported } from '../sync/session/operations.ts'
import { bareEngine, begunIn, confirmed, rejection } from './bareEngine.ts'
import { minute } from './logParts.ts'
import { newSession } from './server.ts'

function indexed(first: Record<string, string> = {}) {
  const bare = bareEngine()
  const kept = new Map(Object.entries(first))
  const asked = { writes: 0 }
  const index = {
    keys: () => [...kept.keys()],
    read: (key: string) => kept.get(key) ?? null,
    write: (key: string, text: string) => {
      asked.writes++
      kept.set(key, text)
    },
    remove: (key: string) => void kept.delete(key),
  }
  const follow = () => indexCompletions(bare.journal, bare.engine.outbox, index)
  const bodyOf = () => JSON.stringify(bare.engine.outbox.snapshot().waiting.at(-1)!.body)
  return { bare, ...begunIn(bare), kept, index, asked, follow, bodyOf }
}

test('a finished workout that waits is in the index with its payload, the newest one, until its verdict', () => {
  for (const answer of [confirmed, rejection]) {
    const { bare, sessionId, tick, finish, kept, follow, bodyOf } = indexed()
    follow()
    tick(0)
    assert.deepEqual([...kept], [], 'a set is no workout')
    finish()
    assert.deepEqual([...kept], [[pendingCompletionKey(sessionId), bodyOf()]])
    tick(1)
    finish(70)
    assert.deepEqual([...kept], [[`pending_session_completion_${sessionId}`, bodyOf()]])
    bare.send(() => answer())
    assert.deepEqual([...kept], [])
  }
})

test('a workout that is discarded leaves the index, and one of another session stays in it', () => {
  const { bare, finish, kept, follow } = indexed()
  const other = begunIn(bare)
  follow()
  finish()
  other.finish()
  bare.engine.outbox.discard(bare.engine.outbox.snapshot().waiting[0]!.id)
  assert.deepEqual([...kept.keys()], [pendingCompletionKey(other.sessionId)])
})

test('at the start the index is set right: what waits is in it, and no other workout', () => {
  const { bare, sessionId, tick, finish, kept, follow, bodyOf } = indexed({ pending_session_completion_gone: '{}', settings_of: 'me' })
  finish()
  const body = bodyOf()
  begunIn(bare).tick(0)
  tick(1)
  kept.set(pendingCompletionKey(sessionId), 'an older one')
  follow()
  assert.deepEqual(
    [...kept],
    [
      ['settings_of', 'me'],
      [pendingCompletionKey(sessionId), body],
    ],
  )
})

test('workouts of another app stay out of the index', () => {
  const { bare, kept, follow } = indexed()
  const imported = { ...newSession(), startedAt: minute(0), completedAt: minute(9), logged_at: minute(9) }
  const write = () => bare.write({ kind: 'workoutImported', sessionId: imported.id, session: imported }, completeImported(imported))
  write()
  follow()
  write()
  assert.deepEqual([...kept], [])
})

test('only a record about a completion touches the index, and none after it is stopped', () => {
  const { bare, tick, finish, skip, kept, asked, follow } = indexed()
  const stop = follow()
  finish()
  const { writes } = asked
  begunIn(bare).tick(0)
  tick(0)
  begunIn(bare).skip()
  assert.equal(asked.writes, writes)
  stop()
  bare.send(() => confirmed())
  skip()
  assert.equal(kept.size, 1)
})

test('a sign-out removes every payload from the index, and nothing else', () => {
  const { index, kept } = indexed({ pending_session_completion_a: '{}', other: 'x', pending_session_completion_b: '{}' })
  forgetCompletions(index)
  assert.deepEqual([...kept], [['other', 'x']])
})
