import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ActualSet, CompleteBody } from '@holdfast/contract'
import { completionSlot } from '../sync/operations.ts'
import { elapsedMs, lengthMs, proposedTimes } from '../sync/workoutTimes.ts'
import { drained, heavy, training, type App } from './app.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const SUNDAY = Date.parse('2026-11-29T17:00:00.000Z')
/** A moment so many hours after Sunday 17:00. */
const at = (hours: number): string => new Date(SUNDAY + hours * HOUR_MS).toISOString()

/** A log begun on Sunday at 17:00, with a set at each of these hours. */
function logOf(hours: readonly number[], startedAt = at(0)) {
  const sets = hours.map((hour): ActualSet => {
    const completedAt = at(hour)
    const id = randomUUID()
    const exercise = {
      exerciseId: randomUUID(),
      plannedSetId: null,
      setType: 'working',
      setOrder: 0,
      weight: null,
      reps: 5,
      rpe: null,
    } as const
    return { id, ...exercise, completedAt, logged_at: completedAt }
  })
  return { startedAt, actualSets: Object.fromEntries(sets.map((set) => [set.id, set])) }
}

const proposed = (hours: readonly number[], now: number, startedAt?: string): [string, string] => {
  const { startedAt: start, completedAt } = proposedTimes(logOf(hours, startedAt), at(now))
  return [start, completedAt]
}

test('F13: a workout ends when it is finished; hours after its last set it ended with that set', () => {
  assert.deepEqual(proposed([0.5, 1], 1.1), [at(0), at(1.1)])
  assert.deepEqual(proposed([0.5, 1], 3), [at(0), at(3)])
  assert.deepEqual(proposed([0.5, 1], 4.5), [at(0), at(1)])
  assert.deepEqual(proposed([0.2], 35), [at(0), at(0.2)])
})

test('F13: a workout that was begun hours before its first set began with that set', () => {
  assert.deepEqual(proposed([24, 24.5, 25], 25), [at(24), at(25)])
  assert.deepEqual(proposed([2], 2), [at(0), at(2)])
})

test('F13: of two parts with a night between them the one with more sets counts, the first of two that are as long', () => {
  assert.deepEqual(proposed([0.1, 0.5, 1, 15], 15), [at(0), at(1)])
  assert.deepEqual(proposed([0.1, 24, 24.5, 25], 25.1), [at(24), at(25.1)])
  assert.deepEqual(proposed([0.5, 35], 35.1), [at(0), at(0.5)])
  // A pause in the afternoon is one workout still.
  assert.deepEqual(proposed([0.5, 1, 5, 5.5], 5.6), [at(0), at(5.6)])
})

test('a clock that was wrong in between makes no workout end before it began', () => {
  // The clock was set back an hour after the last set, and five years ahead before the first one.
  assert.deepEqual(proposed([0.5, 1], 0.2), [at(0), at(1)])
  assert.deepEqual(proposed([0.5], 0.6, at(24 * 365 * 5)), [at(0.5), at(0.6)])
  assert.deepEqual(proposed([0.5], 0.6, at(-24 * 365 * 5)), [at(0.5), at(0.6)])
  for (let seed = 0; seed < 2_000; seed++) {
    const roll = (n: number) => ((Math.imul(seed * 7 + n, 2_654_435_761) >>> 0) % 400_000) / 10_000 - 5
    const hours = Array.from({ length: seed % 5 }, (_, n) => roll(n + 2))
    const [startedAt, completedAt] = proposed(hours, roll(1), at(roll(0)))
    assert.ok(Date.parse(startedAt) <= Date.parse(completedAt), `${hours.join()} from ${roll(0)} to ${roll(1)}`)
  }
})

test('a workout nothing was lifted in for hours does not go on, and one begun in the future has not begun', () => {
  assert.equal(elapsedMs(logOf([0.5, 1]), at(1.25)), 1.25 * HOUR_MS)
  assert.equal(elapsedMs(logOf([]), at(0.5)), 0.5 * HOUR_MS)
  assert.equal(elapsedMs(logOf([0.5, 1]), at(78)), null)
  assert.equal(elapsedMs(logOf([]), at(35)), null)
  assert.equal(elapsedMs(logOf([]), at(-0.5)), 0)
})

test('a length is told only when it is one: no end before the start, nothing without an end, no years', () => {
  const lasted = (from: string | null, to: string | null) => lengthMs({ startedAt: from, completedAt: to })
  assert.equal(lasted(at(0), at(0.75)), 45 * MINUTE_MS)
  assert.equal(lasted(at(0), at(26.5)), 26.5 * HOUR_MS)
  assert.deepEqual([lasted(at(0), at(0)), lasted(at(0), at(-0.05)), lasted(null, at(1)), lasted(at(0), null)], [null, null, null, null])
  assert.equal(lasted(at(0), at(24 * 365)), null)
  assert.equal(lasted('2026-11-29T18:00:00+01:00', at(1)), HOUR_MS)
})

function sent(app: App): CompleteBody {
  const state = app.engine.outbox.stateOf(completionSlot(app.session.getState().sessionId!))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  return state.operation.body as CompleteBody
}

test('F13: a phone that was put away for 35 hours proposes the end of the last set, and says that on the way to the server', async () => {
  const { app, first } = await training('offline')
  app.device.clock.advance(10 * MINUTE_MS)
  app.session.getState().completeSet(first, heavy(5))
  const { completedAt } = app.session.getState().actualSets[first]!
  app.device.clock.advance(35 * HOUR_MS)
  const times = app.session.getState().timesToFinish()
  assert.deepEqual([times?.completedAt, app.session.getState().elapsedMs()], [completedAt, null])
  app.session.getState().finish()
  const body = sent(app)
  assert.deepEqual([lengthMs(body), body.completedAt], [10 * MINUTE_MS, completedAt])
  assert.equal(app.session.getState().startedAt, body.startedAt)
})

test('F13: the lifter’s own times are kept: in the log, on the way to the server, and by the next correction', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.clock.advance(35 * HOUR_MS)
  const times = { startedAt: '2027-01-15T06:30:00.000Z', completedAt: '2027-01-15T07:40:00.000Z' }
  app.session.getState().finish(undefined, times)
  const { startedAt, completedAt } = sent(app)
  assert.deepEqual({ startedAt, completedAt }, times)
  assert.deepEqual(app.session.getState().timesToFinish(), times)
  app.session.getState().updateSet(first, heavy(6))
  app.session.getState().finish()
  assert.deepEqual([sent(app).startedAt, sent(app).completedAt], [times.startedAt, times.completedAt])
  assert.equal(app.view(on.session.id).completedAt, times.completedAt)
})

test('F13: the lifter’s own end stays when a finish is taken back, although sets were lifted after it; another set moves it', async () => {
  const { on, app, first, second } = await training('offline')
  app.device.clock.advance(30 * MINUTE_MS)
  app.session.getState().completeSet(first, heavy(5))
  const { startedAt } = app.session.getState()
  const times = { startedAt: startedAt!, completedAt: new Date(Date.parse(startedAt!) + 20 * MINUTE_MS).toISOString() }
  app.session.getState().finish(undefined, times)
  app.session.getState().reopen(on.session.id)
  app.device.clock.advance(10 * MINUTE_MS)
  app.session.getState().updateSet(first, heavy(6))
  assert.deepEqual(app.session.getState().timesToFinish(), times)
  app.session.getState().completeSet(second, heavy(5))
  assert.equal(app.session.getState().timesToFinish()?.completedAt, app.session.getState().actualSets[second]?.completedAt)
})

test('F13: an end another device told stays, although sets it told were lifted after it', async () => {
  const { on, app, first } = await training('fine')
  app.device.clock.advance(30 * MINUTE_MS)
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  const startedAt = app.session.getState().startedAt!
  const times = { startedAt, completedAt: new Date(Date.parse(startedAt) + 20 * MINUTE_MS).toISOString() }
  on.session = { ...on.session, ...times, status: 'completed', logged_at: at(24 * 365), version: on.session.version + 1 }
  await app.engine.pull()
  assert.deepEqual([app.session.getState().isOver, app.session.getState().timesToFinish()], [true, times])
})
