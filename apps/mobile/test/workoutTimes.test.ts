import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ActualSet, CompleteBody } from '@holdfast/contract'
import { completionSlot } from '../sync/session/operations.ts'
import { elapsedMs, lengthMs, overSince, proposedTimes, timesBefore, withoutFuture } from '../sync/session/workoutTimes.ts'
import { drained, heavy, training, type App } from './app.ts'
import { newSession } from './server.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const SUNDAY = Date.parse('2026-11-29T17:00:00.000Z')
/** The moment this many hours after Sunday 17:00. */
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

test('F13: a workout ends when it is finished; if that is hours after its last set, it ended with that set', () => {
  assert.deepEqual(proposed([0.5, 1], 1.1), [at(0), at(1.1)])
  assert.deepEqual(proposed([0.5, 1], 3), [at(0), at(3)])
  assert.deepEqual(proposed([0.5, 1], 4.5), [at(0), at(1)])
  assert.deepEqual(proposed([0.2], 35), [at(0), at(0.2)])
})

test('F13: a workout that was begun hours before its first set began with that set', () => {
  assert.deepEqual(proposed([24, 24.5, 25], 25), [at(24), at(25)])
  assert.deepEqual(proposed([2], 2), [at(0), at(2)])
})

test('F13: of two parts with a night between them the one with more sets counts, and of equal ones the first', () => {
  assert.deepEqual(proposed([0.1, 0.5, 1, 15], 15), [at(0), at(1)])
  assert.deepEqual(proposed([0.1, 24, 24.5, 25], 25.1), [at(24), at(25.1)])
  assert.deepEqual(proposed([0.5, 35], 35.1), [at(0), at(0.5)])
  // With a pause in the afternoon it is still one workout.
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

test('a workout without a set for hours is not in progress, and one begun in the future has lasted no time', () => {
  assert.equal(elapsedMs(logOf([0.5, 1]), at(1.25)), 1.25 * HOUR_MS)
  assert.equal(elapsedMs(logOf([]), at(0.5)), 0.5 * HOUR_MS)
  assert.equal(elapsedMs(logOf([0.5, 1]), at(78)), null)
  assert.equal(elapsedMs(logOf([]), at(35)), null)
  assert.equal(elapsedMs(logOf([]), at(-0.5)), 0)
})

test('a length is shown only for usable times: no end before the start, none without an end, no years', () => {
  const lasted = (from: string | null, to: string | null) => lengthMs({ startedAt: from, completedAt: to })
  assert.equal(lasted(at(0), at(0.75)), 45 * MINUTE_MS)
  assert.equal(lasted(at(0), at(26.5)), 26.5 * HOUR_MS)
  assert.deepEqual([lasted(at(0), at(0)), lasted(at(0), at(-0.05)), lasted(null, at(1)), lasted(at(0), null)], [null, null, null, null])
  assert.equal(lasted(at(0), at(24 * 365)), null)
  assert.equal(lasted('2026-11-29T18:00:00+01:00', at(1)), HOUR_MS)
})

test('a length is shown from a millisecond to just under 100 hours', () => {
  const lasted = (ms: number) => lengthMs({ startedAt: at(0), completedAt: new Date(SUNDAY + ms).toISOString() })
  assert.deepEqual([0, 1, 100 * HOUR_MS - 1, 100 * HOUR_MS].map(lasted), [null, 1, 100 * HOUR_MS - 1, null])
})

test('F13: three hours without a set still belong to the workout, and a pause of twelve does not', () => {
  const justOver = 0.5 / 3600
  assert.deepEqual(
    [proposed([1], 4), proposed([1], 4 + justOver)],
    [
      [at(0), at(4)],
      [at(0), at(1)],
    ],
  )
  assert.deepEqual(
    [proposed([3], 3), proposed([3 + justOver], 3 + justOver)],
    [
      [at(0), at(3)],
      [at(3 + justOver), at(3 + justOver)],
    ],
  )
  assert.deepEqual(proposed([0.5, 1, 13], 13), [at(0), at(1)])
  assert.deepEqual(proposed([0.5, 1, 13 - justOver], 13), [at(0), at(13)])
  assert.deepEqual(proposed([0.5, 8, 15.5], 15.6), [at(0), at(15.6)], 'a pause is between two sets, not since the first')
  assert.deepEqual(proposed([15.5, 0.5, 8], 15.6), [at(0), at(15.6)], 'in whichever order the sets are told')
})

test('sets of a clock that was ahead do not count if there are others: any, when the time is known; as many, when it is not', () => {
  const seen = (hours: readonly number[], isKnown: boolean, startedAt = at(0)) => {
    const { startedAt: start, actualSets } = withoutFuture(logOf(hours, startedAt), at(2), isKnown)
    return [start, ...Object.values(actualSets).map(({ completedAt }) => completedAt)]
  }
  assert.deepEqual(seen([1, 5, 6], true), [at(0), at(1)])
  assert.deepEqual(seen([1, 5, 6], false), [at(0), at(1), at(5), at(6)], 'it is the time itself that is doubted')
  assert.deepEqual(seen([1, 5], false), [at(0), at(1)])
  assert.deepEqual(seen([5, 6], false), [at(0), at(5), at(6)])
  assert.deepEqual(seen([5, 6], true, at(4)), [at(0), at(1), at(2)], 'they keep their distances, and the last was lifted now')
  assert.deepEqual(seen([6, 5], true), [at(0), at(2), at(1)], 'a start that is past stays')
  assert.deepEqual(seen([], true, at(4)), [at(2)])
  const minute = 1 / 60
  assert.deepEqual(seen([2 + minute, 3], true), [at(0), at(2 + minute)], 'two right clocks may be a minute apart')
  assert.deepEqual(seen([2 + 1.5 * minute], true), [at(0), at(2)])
})

test('a log ended with its finish here, else with the server’s, until it is skipped, opened again or lifted in later', () => {
  const log = { ...logOf([0.5, 1]), ended: null, reopened: null }
  const [first, last] = Object.values(log.actualSets)
  const told = { ...newSession(), status: 'completed' as const, startedAt: at(0.1), completedAt: at(0.9), actualSets: [last!] }
  const here = { at: 'finished' as const, completedAt: at(2), logged_at: at(2) }
  assert.deepEqual([overSince({ ...log, ended: here }, told), overSince({ ...log, ended: here }, null)], [at(2), at(2)])
  assert.deepEqual([overSince(log, null), overSince(log, told)], [null, at(0.9)])
  assert.equal(overSince({ ...log, ended: { at: 'skipped', reason: null } }, told), null)
  assert.equal(overSince({ ...log, reopened: { ...here, actualSets: log.actualSets } }, told), null)
  assert.equal(overSince(log, { ...told, actualSets: [first!] }), null, 'a set it does not know was lifted after it')
  assert.equal(overSince(log, { ...told, completedAt: at(1), actualSets: [] }), at(1), 'not after it')
  for (const open of [{ status: 'in_progress' as const }, { startedAt: null }, { completedAt: null }])
    assert.equal(overSince(log, { ...told, ...open }), null, JSON.stringify(open))
})

test('a correction keeps the start of this log and the earlier end', () => {
  const log = { ...logOf([0.5, 1]), ended: null, reopened: null }
  const here = { at: 'finished' as const, completedAt: at(0.75), logged_at: at(2) }
  const told = { ...newSession(), status: 'completed' as const, startedAt: at(0.1), completedAt: at(3) }
  const own = { startedAt: at(0), completedAt: at(0.75) }
  assert.deepEqual(timesBefore({ ...log, ended: here }, told), own)
  assert.deepEqual(timesBefore({ ...log, reopened: { ...here, actualSets: log.actualSets } }, told), own)
  assert.deepEqual(timesBefore({ ...log, reopened: { ...here, actualSets: {} } }, told), null, 'a set was lifted since')
  assert.deepEqual(timesBefore(log, told), { startedAt: at(0.1), completedAt: at(3) })
  assert.equal(timesBefore(log, null), null)
})

function sent(app: App): CompleteBody {
  const state = app.engine.outbox.stateOf(completionSlot(app.session.getState().sessionId!))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  return state.operation.body as CompleteBody
}

test('F13: a phone that was put away for 35 hours proposes the end of the last set, and sends that', async () => {
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

test('F13: the lifter’s own times are kept: in the log, in the request, and by the next correction', async () => {
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

test('F13: an end from another device stays, although sets from that device were lifted after it', async () => {
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
