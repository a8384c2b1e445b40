import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LeaseNeed } from '../sync/device/ports.ts'
import { refused } from './accountsServer.ts'
import { drained, heavy, launch } from './app.ts'
import { device, until } from './device.ts'
import { server } from './server.ts'

/** A lifter with a session on screen, in a tab that holds the lease. `needs` are the needs that the tab set, each once. */
async function tab() {
  const on = server()
  const needs: LeaseNeed[] = []
  let tooOld = false
  const fetch: typeof globalThis.fetch = async (input, init) => (tooOld ? refused(426, 'upgrade_required') : await on.fetch(input, init))
  const here = device({ fetch })
  here.platform.lease = () => ({
    request: (granted) => (granted(), () => undefined),
    need: (now) => void (needs.at(-1) === now || needs.push(now)),
    isMine: () => Promise.resolve(true),
  })
  const app = await launch(here)
  await app.engine.pull()
  app.session.getState().startSession(on.session)
  const setId = app.session.getState().plannedSets[0]!.id
  return { on, app, needs, setId, beTooOld: (is: boolean) => (tooOld = is) }
}

test('a tab needs the lease while something waits in it, and no longer when the server has it', async () => {
  const { app, needs, setId } = await tab()
  assert.deepEqual(needs, ['nothing'])
  app.session.getState().completeSet(setId, heavy(5))
  assert.deepEqual(needs, ['nothing', 'send'])
  await drained(app)
  assert.deepEqual(needs, ['nothing', 'send', 'nothing'])
})

test('a tab whose app is too old is paused: it may not send, so it does not ask for the lease', async () => {
  const { app, needs, setId, beTooOld } = await tab()
  beTooOld(true)
  app.session.getState().completeSet(setId, heavy(5))
  await until(() => app.sync.getState().paused === 'update', 'it pauses')
  assert.deepEqual(needs, ['nothing', 'send', 'paused'])
  beTooOld(false)
  app.engine.syncNow()
  await drained(app)
  assert.deepEqual(needs, ['nothing', 'send', 'paused', 'send', 'nothing'])
})

test('a tab whose sign-in ended is paused', async () => {
  const { on, app, needs, setId } = await tab()
  on.weather = 'signedOut'
  app.session.getState().completeSet(setId, heavy(5))
  await until(() => app.sync.getState().paused === 'signIn', 'it pauses')
  assert.deepEqual(needs, ['nothing', 'send', 'paused'])
})
