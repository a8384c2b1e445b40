import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drained, heavy, launch } from './app.ts'
import { device, type Device } from './device.ts'
import { server } from './server.ts'

test('what a tab wrote before it died without an announcement is sent when the other one comes to the front (simulator, seed 203009)', async () => {
  const on = server()
  const dies = device({ fetch: on.fetch })
  const mute = (one: Device): void => {
    one.platform.tabs = () => ({ announce() {}, onAnnounced: () => () => {} })
  }
  mute(dies)
  const app = await launch(dies)
  app.session.getState().startSession(on.session)
  const lives = device({ fetch: on.fetch, from: dies })
  mute(lives)
  const other = await launch(lives)
  on.weather = 'offline'
  const setId = app.session.getState().plannedSets[0]!.id
  app.session.getState().completeSet(setId, heavy(5))
  dies.kill()
  assert.equal(other.sync.getState().waiting.length, 0, 'nobody told it')
  on.weather = 'fine'
  lives.setLifecycle('foreground')
  await drained(other)
  assert.equal(other.engine.logs.current().logs[on.session.id]?.actualSets[setId]?.reps, 5)
  assert.equal(other.engine.outbox.stateOf(`set_${on.session.id}_${setId}`)?.at, 'applied')
})
