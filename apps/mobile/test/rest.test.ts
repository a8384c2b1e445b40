import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adjustedRest, restFrom, restLeftMs } from '../sync/session/rest.ts'
import { heavy, relaunch, sizeOf, training } from './app.ts'

test('a rest is stored as its deadline: it can be moved, but not into the past; a rest that is over continues from now', () => {
  const rest = restFrom(1_000, 120)
  assert.deepEqual(rest, { startedAtMs: 1_000, endsAtMs: 121_000 })
  assert.equal(restLeftMs(rest, 31_000), 90_000)
  assert.equal(restLeftMs(rest, -3_600_000), 120_000, 'F19: never more than it is long')
  assert.equal(adjustedRest(rest, 15_000, 31_000).endsAtMs, 136_000)
  assert.equal(adjustedRest(rest, -15_000, 31_000).endsAtMs, 106_000)
  assert.equal(adjustedRest(rest, -15_000, 116_000).endsAtMs, 116_000)
  assert.equal(adjustedRest(rest, 15_000, 200_000).endsAtMs, 215_000)
})

test('a rest that is moved keeps its beginning; one that is over, to the millisecond, begins anew', () => {
  const rest = restFrom(1_000, 120)
  assert.deepEqual(adjustedRest(rest, 15_000, 120_999), { startedAtMs: 1_000, endsAtMs: 136_000 })
  assert.deepEqual(adjustedRest(rest, 15_000, 121_000), { startedAtMs: 121_000, endsAtMs: 136_000 })
})

test('a ✓ begins the rest in the very record of the set, and the alert follows the commit', async () => {
  const { app, first } = await training('offline')
  const before = sizeOf(app, 0)
  const nowMs = app.device.clock.wallMs()
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(sizeOf(app, 0), before + 1)
  assert.deepEqual(app.session.getState().rest, { startedAtMs: nowMs, endsAtMs: nowMs + 120_000 })
  assert.deepEqual(app.device.alerts.at(-1), { atWallMs: nowMs + 120_000, words: 'Rest is over', aloud: true })
})

test('the rest survives a kill by its deadline, and its alert is scheduled again; after the deadline there is none', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  const { rest } = app.session.getState()
  app.device.clock.advance(30_000)
  const after = await relaunch(app, on)
  assert.deepEqual(after.session.getState().rest, rest)
  assert.deepEqual(after.device.alerts, [{ atWallMs: rest!.endsAtMs, words: 'Rest is over', aloud: true }])
  after.device.clock.advance(100_000)
  const late = await relaunch(after, on)
  assert.deepEqual([late.session.getState().rest, late.device.alerts], [rest, [null]])
})

test('15 seconds more or less move the alert; skipping cancels it', async () => {
  const { app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  const { endsAtMs } = app.session.getState().rest!
  app.session.getState().adjustRest(15_000)
  app.session.getState().adjustRest(-15_000)
  app.session.getState().adjustRest(-15_000)
  app.session.getState().skipRest()
  assert.deepEqual(
    app.device.alerts.slice(-4).map((alert) => alert && alert.atWallMs - endsAtMs),
    [15_000, 0, -15_000, null],
  )
  assert.equal(app.session.getState().rest, null)
})

test('the next ✓ begins a new rest; a correction, and taking a ✓ back, do not change it', async () => {
  const { app, first, second } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  const { rest } = app.session.getState()
  app.device.clock.advance(60_000)
  app.session.getState().updateSet(first, heavy(6))
  assert.equal(app.session.getState().rest, rest)
  app.session.getState().completeSet(second, heavy(5))
  assert.equal(app.session.getState().rest!.startedAtMs, rest!.startedAtMs + 60_000)
  const next = app.session.getState().rest
  app.session.getState().uncompleteSet(second)
  assert.equal(app.session.getState().rest, next)
})

test('finishing ends the rest and its alert; a finished session that is edited begins none', async () => {
  const { app, first, second } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  assert.deepEqual([app.session.getState().rest, app.device.alerts.at(-1)], [null, null])
  app.session.getState().completeSet(second, heavy(5))
  assert.equal(app.session.getState().rest, null)
})

test('with the automatic rest switched off a ✓ begins none, and ends the one before', async () => {
  const { on, app, first, second } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.index.set('settings', JSON.stringify({ restAuto: false }))
  const after = await relaunch(app, on)
  assert.ok(after.session.getState().rest)
  after.session.getState().completeSet(second, heavy(5))
  assert.deepEqual([after.session.getState().rest, after.device.alerts.at(-1)], [null, null])
})

test('leaving the session ends the rest', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().reset()
  assert.equal(app.device.alerts.at(-1), null)
  app.session.getState().startSession(on.session)
  assert.equal(app.session.getState().rest, null)
})

test('an alert that throws does not affect the set: it is logged, and the screen shows that there is no alert', async () => {
  const throwing = {
    schedule: () => {
      throw new Error('not allowed')
    },
    cancel: () => {
      throw new Error('not allowed')
    },
  }
  const { app, first } = await training('offline', undefined, { restAlert: throwing })
  let saved: boolean | undefined
  app.session.getState().completeSet(first, heavy(5), (answer) => (saved = answer))
  const { actualSets, rest, restAlertFailed, notSaved } = app.session.getState()
  assert.deepEqual([saved, actualSets[first]?.reps, notSaved], [true, 5, null])
  assert.ok(rest)
  assert.equal(restAlertFailed, true)
  assert.equal(app.sync.getState().waiting.length, 1)
})

test('with the sound off the alert is the same, without a sound', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.index.set('settings', JSON.stringify({ sound: false }))
  const after = await relaunch(app, on)
  assert.deepEqual(after.device.alerts, [{ ...app.device.alerts.at(-1), aloud: false }])
})

const HOUR_MS = 3_600_000

/** What is left of the rest on screen, in seconds. */
const leftS = (app: Awaited<ReturnType<typeof training>>['app']): number => {
  const { rest, restLeftMs } = app.session.getState()
  return restLeftMs(rest!) / 1000
}

test('F19: a clock that is set back or forward during a rest does not change it, even if the rest is moved then', async () => {
  for (const byMs of [-HOUR_MS, HOUR_MS, -400 * 24 * HOUR_MS, 5 * 60_000]) {
    const { app, first } = await training('offline')
    const { clock } = app.device
    app.session.getState().completeSet(first, heavy(5))
    clock.advance(20_000)
    clock.setWall(clock.wallMs() + byMs)
    assert.equal(leftS(app), 100)
    clock.advance(30_000)
    assert.equal(leftS(app), 70)
    app.session.getState().adjustRest(15_000)
    assert.equal(leftS(app), 85)
    assert.equal(app.device.restAlert?.atWallMs, clock.wallMs() + 85_000)
    clock.advance(90_000)
    assert.equal(leftS(app), -5)
  }
})

test('F19: after a restart no more is left of a rest than its length, and that runs out', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.clock.advance(20_000)
  app.device.clock.setWall(app.device.clock.wallMs() - HOUR_MS)
  const after = await relaunch(app, on)
  assert.equal(leftS(after), 120)
  assert.equal(after.device.restAlert?.atWallMs, after.device.clock.wallMs() + 120_000)
  after.device.clock.advance(50_000)
  assert.equal(leftS(after), 70)
})

test('F19: time that a device slept in the background counts as rested; a clock that was set back there adds no rest', async () => {
  const { app, first } = await training('offline')
  const { clock } = app.device
  app.session.getState().completeSet(first, heavy(5))
  app.device.setLifecycle('background')
  // The monotonic clock of most systems stands still meanwhile.
  clock.setWall(clock.wallMs() + 80_000)
  app.device.setLifecycle('foreground')
  assert.equal(leftS(app), 40)
  assert.equal(app.device.restAlert?.atWallMs, clock.wallMs() + 40_000)
  app.device.setLifecycle('background')
  clock.advance(10_000)
  clock.setWall(clock.wallMs() - HOUR_MS)
  app.device.setLifecycle('foreground')
  assert.equal(leftS(app), 30)
  assert.equal(app.device.restAlert?.atWallMs, clock.wallMs() + 30_000, 'the system goes by the wall clock')
})

test('F19: a rest that was over and continued is a new one: after a restart no more is left of it than was added', async () => {
  const { on, app, first } = await training('offline')
  const { clock } = app.device
  app.session.getState().completeSet(first, heavy(5))
  clock.advance(42 * 60_000)
  app.session.getState().adjustRest(15_000)
  clock.setWall(clock.wallMs() - HOUR_MS)
  assert.equal(leftS(await relaunch(app, on)), 15)
})
