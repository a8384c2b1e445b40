import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CompleteBody, SkipBody } from '@holdfast/contract'
import { completionOfLog, finishSession, skipSession, takeSkipBack } from '../sync/engine/finishSession.ts'
import { bareEngine, begunIn, confirmed, queueOf } from './bareEngine.ts'
import { minute } from './logParts.ts'

const NOW = '2027-01-15T08:00:00.000Z'

function training() {
  const bare = bareEngine()
  return { bare, ...bare, ...begunIn(bare), waiting: () => bare.engine.outbox.snapshot().waiting }
}

test('a finish is one record with the whole log and its operation, is said to be saved, and survives a power cut', () => {
  const { bare, engine, sessionId, tick, log, journal, waiting } = training()
  tick(0, { completedAt: minute(0) })
  const before = journal.records.length
  let isSaved = false
  finishSession(engine, sessionId, ({ saved }) => (isSaved = saved))
  assert.deepEqual([journal.records.length - before, isSaved, bare.commits], [1, true, 1])
  assert.deepEqual(log().ended, { at: 'finished', completedAt: NOW, logged_at: NOW })
  const { actualSets, completedAt, startedAt, logged_at } = waiting().at(-1)!.body as CompleteBody
  assert.deepEqual([actualSets.length, startedAt, completedAt, logged_at], [1, NOW, NOW, NOW])
  assert.throws(() => finishSession(engine, 'nowhere', () => {}), /session nowhere was never started on this device/)
})

test('a finish that could not be stored says so, and asks no medium to keep it', () => {
  let isFull = false
  const bare = bareEngine({ fault: () => (isFull ? 'full' : null) })
  const { sessionId, log } = begunIn(bare)
  isFull = true
  let isSaved = true
  finishSession(bare.engine, sessionId, ({ saved }) => (isSaved = saved))
  assert.deepEqual([isSaved, bare.commits, log().ended], [false, 0, null])
})

test('the times the lifter typed are those of the log and of the operation, and stay for the next finish', () => {
  const { engine, sessionId, tick, log, waiting } = training()
  tick(0)
  finishSession(engine, sessionId, () => {}, { startedAt: minute(-50), completedAt: minute(-10) })
  const times = () => [log().startedAt, log().ended?.at === 'finished' && log().ended, waiting().at(-1)!.body as CompleteBody] as const
  const [startedAt, ended, body] = times()
  assert.deepEqual([startedAt, body.startedAt, body.completedAt], [minute(-50), minute(-50), minute(-10)])
  assert.deepEqual(ended && ended.at === 'finished' && ended.completedAt, minute(-10))
  finishSession(engine, sessionId, () => {})
  assert.equal(times()[2].completedAt, minute(-10))
})

test('a workout finished elsewhere keeps the times the server tells', () => {
  const { engine, session, sessionId, told, waiting } = training()
  told({ ...session, status: 'completed', startedAt: minute(-90), completedAt: minute(-40) })
  finishSession(engine, sessionId, () => {})
  const { startedAt, completedAt } = waiting()[0]!.body as CompleteBody
  assert.deepEqual([startedAt, completedAt], [minute(-90), minute(-40)])
})

test('sets of a clock that was ahead say nothing of the end while the server’s time is known', () => {
  const { engine, sessionId, clock, tick, waiting } = training()
  tick(0, { completedAt: minute(0) })
  tick(1, { completedAt: minute(200) })
  tick(2, { completedAt: minute(201) })
  const finishedAt = () => {
    finishSession(engine, sessionId, () => {})
    return (waiting().at(-1)!.body as CompleteBody).completedAt
  }
  engine.deviceClock.heard(NOW, clock.wallMs())
  assert.equal(finishedAt(), NOW)
  const other = training()
  other.tick(0, { completedAt: minute(0) })
  other.tick(1, { completedAt: minute(200) })
  other.tick(2, { completedAt: minute(201) })
  finishSession(other.engine, other.sessionId, () => {})
  assert.equal((other.waiting().at(-1)!.body as CompleteBody).completedAt, minute(201), 'it is the clock itself that is doubted')
})

test('a completion is made against the newest plan this device knows', () => {
  const { engine, session, log, told } = training()
  const planVersion = () => (completionOfLog(engine, log(), minute(9), minute(9)).body as CompleteBody).planVersion
  assert.equal(planVersion(), 1)
  told({ ...session, planVersion: 4 })
  assert.equal(planVersion(), 4)
  const newer = training()
  const later = begunIn(newer.bare, { ...newer.session, id: session.id, planVersion: 3 })
  newer.told({ ...session, planVersion: 2 })
  assert.equal((completionOfLog(newer.engine, later.log(), minute(9), minute(9)).body as CompleteBody).planVersion, 3)
})

test('a skip is one record with its reason as typed, cut to what the server stores, or none', () => {
  const skipped = (typed: string | null) => {
    const { bare, engine, sessionId, log, waiting } = training()
    let isSaved = false
    skipSession(engine, sessionId, typed, ({ saved }) => (isSaved = saved))
    assert.deepEqual([isSaved, queueOf(bare).waiting, (waiting()[0]!.body as SkipBody).logged_at], [true, ['POST skip'], NOW])
    assert.deepEqual(log().ended, { at: 'skipped', reason: (waiting()[0]!.body as SkipBody).reason })
    return (waiting()[0]!.body as SkipBody).reason
  }
  assert.deepEqual([skipped('sick'), skipped(null), skipped('x'.repeat(250))?.length], ['sick', null, 200])
})

test('a skip that waits is taken back; the session goes on where it was begun here', () => {
  const { bare, engine, sessionId, log } = training()
  assert.equal(takeSkipBack(engine, sessionId), false)
  skipSession(engine, sessionId, null, () => {})
  assert.equal(takeSkipBack(engine, sessionId), true)
  assert.deepEqual([queueOf(bare).waiting, log().ended], [[], null])
  const unknown = training()
  const other = '0198c0de-0000-4000-8000-00000000ffff'
  skipSession(unknown.engine, other, null, () => {})
  const before = unknown.journal.records.length
  assert.deepEqual([takeSkipBack(unknown.engine, other), unknown.journal.records.length - before], [true, 1], 'the discarding alone')
})

test('a skip that has its verdict stays', () => {
  const { bare, engine, sessionId, log } = training()
  skipSession(engine, sessionId, null, () => {})
  bare.send(() => confirmed())
  assert.deepEqual([takeSkipBack(engine, sessionId), log().ended?.at], [false, 'skipped'])
})
