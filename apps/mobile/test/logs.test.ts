import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followLogs } from '../sync/session/logs.ts'
import { growingJournal } from './growingJournal.ts'
import { minute, setOf } from './logParts.ts'
import { newSession } from './server.ts'

const session = newSession()
const sessionId = session.id
const setId = session.plan[0]!.sets[0]!.id
const exerciseId = session.plan[0]!.exerciseId
const set = (at: number) => setOf(setId, { exerciseId, logged_at: minute(at) })
const started = { kind: 'sessionStarted', sessionId, session, startedAt: minute(0) }
const ticked = (at: number) => ({ kind: 'setCompleted', sessionId, set: set(at) })

test('the logs are those of the journal, and follow it; who listens hears of which session', () => {
  const journal = growingJournal([{ event: started }, { event: ticked(1) }])
  const logs = followLogs(journal, journal.guard)
  const heard: unknown[] = []
  const stop = logs.subscribe((id) => heard.push([id, Object.keys(logs.current().logs[sessionId]!.actualSets).length]))
  assert.deepEqual(logs.current().logs[sessionId]?.actualSets, { [setId]: set(1) })
  journal.add({ event: { kind: 'setUncompleted', sessionId, setId } })
  assert.deepEqual(heard, [[sessionId, 0]], 'after the change is in the logs')
  stop()
  journal.add({ event: ticked(2) })
  assert.equal(heard.length, 1)
  assert.equal(logs.current().logs[sessionId]?.actualSets[setId]?.logged_at, minute(2))
})

test('nobody hears of records that change no log, nor of events of a later version of the app', () => {
  const journal = growingJournal([{ event: started }, { event: { kind: 'setPainted', sessionId, setId } }])
  const logs = followLogs(journal, journal.guard)
  const before = logs.current()
  let heard = 0
  logs.subscribe(() => heard++)
  const other = newSession().id
  for (const event of [{ kind: 'setPainted', sessionId }, { ...ticked(3), sessionId: other }, null])
    journal.add(event === null ? {} : { event })
  assert.equal(logs.current(), before)
  assert.equal(heard, 0)
})

test('a listener that throws keeps nobody else from hearing', () => {
  const journal = growingJournal([{ event: started }])
  const logs = followLogs(journal, journal.guard)
  let heard = 0
  logs.subscribe(() => {
    throw new Error('broken screen')
  })
  logs.subscribe(() => heard++)
  journal.add({ event: ticked(1) })
  assert.deepEqual([heard, journal.caught], [1, ['a listener of the logs']])
})

test('the latest stamp is that of any event or operation, whichever is later, before the start and after', () => {
  const journal = growingJournal([])
  const logs = followLogs(journal, journal.guard)
  const latestAfter = (record: object) => {
    journal.add(record)
    return logs.latestLoggedAt
  }
  assert.equal(logs.latestLoggedAt, null)
  assert.equal(latestAfter({ event: started }), null, 'a start has none')
  assert.equal(latestAfter({ event: ticked(2) }), minute(2))
  assert.equal(latestAfter({ event: ticked(1) }), minute(2))
  assert.equal(latestAfter({ event: { kind: 'setRestored', sessionId, setId, set: null } }), minute(2))
  assert.equal(latestAfter({ event: { kind: 'setRestored', sessionId, setId, set: set(3) } }), minute(3))
  assert.equal(latestAfter({ event: { kind: 'setUncompleted', sessionId, setId, logged_at: minute(4) } }), minute(4))
  assert.equal(latestAfter({ event: { kind: 'setUncompleted', sessionId, setId } }), minute(4), 'an older app did not say')
  assert.equal(latestAfter({ event: { kind: 'setAdded', sessionId, set: { id: setId, exerciseId, setType: 'working' } } }), minute(4))
  assert.equal(latestAfter({ enqueue: { body: { logged_at: minute(6) } } }), minute(6), 'an operation alone')
  assert.equal(latestAfter({ event: ticked(8), enqueue: { body: { logged_at: minute(7) } } }), minute(8))
  assert.equal(followLogs(journal, journal.guard).latestLoggedAt, minute(8), 'the same after a restart')
})
