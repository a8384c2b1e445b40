import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { onlineManager, QueryObserver } from '@tanstack/react-query'
import { programmeKey } from '../sync/server/programme.ts'
import { launch, training, type App } from './app.ts'
import { device, until } from './device.ts'
import { newSession, server, signedIn, type Server } from './server.ts'

const queryKey = programmeKey(signedIn.account.id)

/** A server that counts the pulls. `hangs` leaves those requests without an answer. */
function counting(on: Server) {
  const asked = { pulls: 0, hangs: false }
  const fetch: typeof globalThis.fetch = (input, init) => {
    const isPull = (input as string).includes('/v1/sync')
    if (isPull) asked.pulls++
    return isPull && asked.hangs ? new Promise(() => {}) : on.fetch(input, init)
  }
  return { asked, fetch }
}

/** Signed in, the plan pulled once, and no open screen that shows it: the Sync page, opened by a link. */
async function onSyncPage() {
  const on = server()
  const { asked, fetch } = counting(on)
  const app = await launch(device({ fetch }))
  await app.engine.pull()
  return { on, app, asked }
}

/** The system says that there is no network: to the app, and to TanStack, which listens to the browser itself. */
function sayOffline(phone: Pick<App['device'], 'setRadio'>): void {
  phone.setRadio(false)
  onlineManager.setOnline(false)
}
beforeEach(() => onlineManager.setOnline(true))

/** Another device finishes a workout. */
function elsewhere(on: Server): number {
  on.session = { ...on.session, version: on.session.version + 1, status: 'completed' }
  return on.session.version
}
const versionOf = (app: App, on: Server) => app.programme()?.sessions[on.session.id]?.version
const idle = (app: App) => until(() => app.engine.queries.getQueryState(queryKey)?.fetchStatus === 'idle', 'the answer is here')

test('“Try now” pulls each time, even if no screen shows the plan, and gets another device’s workout', async () => {
  const { on, app, asked } = await onSyncPage()
  for (let tap = 1; tap <= 3; tap++) {
    const before = asked.pulls
    const version = elsewhere(on)
    app.sync.getState().syncNow()
    await until(() => versionOf(app, on) === version, `tap ${tap}: the workout is here`)
    await idle(app)
    assert.equal(asked.pulls, before + 1)
  }
})

test('“Try now” pulls when nothing was downloaded before', async () => {
  const on = server()
  const app = await launch(device({ fetch: on.fetch }))
  assert.equal(app.programme(), undefined)
  app.sync.getState().syncNow()
  await until(() => versionOf(app, on) === on.session.version, 'the plan is here')
})

test('“Try now” pulls although the last answer is dated tomorrow, because the clock was set back', async () => {
  const { on, app } = await onSyncPage()
  app.engine.queries.setQueryData(queryKey, app.programme(), { updatedAt: Date.now() + 86_400_000 })
  const version = elsewhere(on)
  app.sync.getState().syncNow()
  await until(() => versionOf(app, on) === version, 'the workout is here')
})

test('“Try now” does not wait for a request that hangs', async () => {
  const { on, app, asked } = await onSyncPage()
  asked.hangs = true
  app.sync.getState().syncNow()
  await until(() => asked.pulls === 2, 'it is asked')
  asked.hangs = false
  const version = elsewhere(on)
  app.sync.getState().syncNow()
  await until(() => versionOf(app, on) === version, 'the workout is here')
})

test('after a refused pull, the next “Try now” pulls again', async () => {
  const { on, app, asked } = await onSyncPage()
  for (const weather of ['offline', 'captivePortal', 'offline'] as const) {
    on.weather = weather
    const before = asked.pulls
    app.sync.getState().syncNow()
    await until(() => asked.pulls > before, weather)
  }
  on.weather = 'fine'
  const version = elsewhere(on)
  app.sync.getState().syncNow()
  await until(() => versionOf(app, on) === version, 'the workout is here')
})

test('a system that always says there is no network stops neither the pull of a screen nor “Try now”', async () => {
  const { on, app } = await onSyncPage()
  sayOffline(app.device)
  app.device.clock.advance(10_000)
  const version = elsewhere(on)
  app.engine.queries.setQueryData(queryKey, app.programme(), { updatedAt: 1 })
  const screen = new QueryObserver(app.engine.queries, { queryKey, queryFn: () => app.engine.pull() })
  const close = screen.subscribe(() => {})
  await until(() => versionOf(app, on) === version, 'the screen has it')
  close()
  const next = elsewhere(on)
  app.sync.getState().syncNow()
  await until(() => versionOf(app, on) === next, '“Try now” has it')
})

test('the first download does not wait for a system that says there is no network', async () => {
  const on = server()
  const phone = device({ fetch: on.fetch })
  const app = await launch(phone)
  sayOffline(phone)
  const screen = new QueryObserver(app.engine.queries, { queryKey, queryFn: () => app.engine.pull() })
  const close = screen.subscribe(() => {})
  await until(() => versionOf(app, on) === on.session.version, 'the plan is here')
  close()
})

test('after a rejection the app pulls again, even if no screen shows the plan', async () => {
  const { on, app, first } = await training('refuses')
  const other = newSession()
  on.session = { ...other, id: on.session.id, version: on.session.version + 1 }
  app.session.getState().completeSet(first, { weight: { value: 100, unit: 'kg' }, reps: 5, rpe: null })
  await until(() => app.sync.getState().attention.length === 1, 'it is refused')
  await until(() => versionOf(app, on) === on.session.version, 'the server’s copy is here')
})
