import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drained, heavy, launch, relaunch, training, type App } from './app.ts'
import { device, type Device } from './device.ts'
import { server } from './server.ts'

const lastStamp = (app: App): string => (app.sync.getState().waiting.at(-1)!.body as { logged_at: string }).logged_at

test('a set logged again after a restart is later than its own deletion, even with the clock put back (simulator, seed 282)', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().uncompleteSet(first)
  const takenBackAt = lastStamp(app)
  app.device.clock.setWall(app.device.clock.wallMs() - 86_400_000)
  const again = await relaunch(app, on)
  again.session.getState().completeSet(first, heavy(6))
  assert.ok(lastStamp(again) > takenBackAt)
})

/** Two tabs of one lifter. The clock of the second one is behind; `announces` decides whether a tab still announces what it wrote. */
async function twoTabs(announces: () => boolean = () => true) {
  const on = server()
  const listeners = new Map<Device, () => void>()
  const tab = (from?: Device): Device => {
    const one = device({ fetch: on.fetch, ...(from ? { from } : {}) })
    one.platform.tabs = () => ({
      announce: () => announces() && listeners.forEach((heard, other) => other !== one && heard()),
      onAnnounced(heard) {
        listeners.set(one, heard)
        return () => listeners.delete(one)
      },
    })
    return one
  }
  const here = await launch(tab())
  const there = await launch(tab(here.device))
  on.weather = 'offline'
  const wallMs = here.device.clock.wallMs()
  there.engine.deviceClock.heard(new Date(wallMs - 9_000).toISOString(), wallMs)
  here.session.getState().startSession(on.session)
  const sessionId = on.session.id
  return { here, there, sessionId, setId: here.session.getState().plannedSets[0]!.id }
}

test('a correction in another tab is later than what it corrects, whenever each tab had an answer of the server (simulator, seed 2048)', async () => {
  const { here, there, setId } = await twoTabs()
  here.session.getState().completeSet(setId, heavy(5))
  const loggedAt = lastStamp(here)
  there.session.getState().completeSet(setId, heavy(6))
  assert.ok(lastStamp(there) > loggedAt)
})

test('also when the other tab had no announcement, because the first one died before it (simulator, seeds 25269 and 37110)', async () => {
  let dies = false
  const { here, there, sessionId, setId } = await twoTabs(() => !dies)
  dies = true
  here.session.getState().completeSet(setId, heavy(5))
  const loggedAt = lastStamp(here)
  there.session.getState().completeSet(setId, heavy(6))
  assert.ok(lastStamp(there) > loggedAt)
  assert.equal(there.session.getState().actualSets[setId]!.logged_at, lastStamp(there), 'the screen and the request say the same')
  there.session.getState().uncompleteSet(setId)
  const takenBackAt = lastStamp(there)
  here.session.getState().finish()
  assert.ok(lastStamp(here) > takenBackAt)
  const { ended } = here.engine.logs.current().logs[sessionId]!
  assert.equal(ended?.at === 'finished' && ended.logged_at, lastStamp(here))
})

test('a verdict is no sync: before the first pull the time of the last sync is unknown', async () => {
  const on = server()
  const app = await launch(device({ fetch: on.fetch }))
  app.session.getState().startSession(on.session)
  app.session.getState().completeSet(app.session.getState().plannedSets[0]!.id, heavy(5))
  await drained(app)
  assert.ok(app.programme())
  assert.equal(app.sync.getState().lastSyncAt, null)
})

test('a number typed into a set that looks open is a draft, although another tab logged the set meanwhile (simulator, seed 26105)', async () => {
  let dies = false
  const { here, there, setId } = await twoTabs(() => !dies)
  dies = true
  here.session.getState().completeSet(setId, heavy(5))
  there.session.getState().updateSet(setId, heavy(1))
  const { actualSets, drafts } = there.session.getState()
  assert.equal(actualSets[setId]?.reps, 5)
  assert.equal(drafts[setId]?.reps, 1)
})
