import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { LEAVE_MS } from '../store/waysOut.ts'
import { cacheKey } from '../sync/engine/queryCache.ts'
import { cacheClock, cached, drained, heavy, opened, training, type App } from './app.ts'
import { until } from './device.ts'
import { signedIn, type Server } from './server.ts'

// Four ways to sign out, from three states: everything sent, something unsent, something rejected.

afterEach(() => mock.timers.reset())

type State = 'sent' | 'unsent' | 'refused'

async function lifterWith(state: State): Promise<{ on: Server; app: App; first: string; second: string }> {
  const weather = { sent: 'fine', unsent: 'offline', refused: 'refuses' } as const
  const gym = await training(weather[state])
  const { on, app, first } = gym
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  if (state === 'sent') await drained(app)
  if (state === 'refused') {
    await drained(app)
    assert.equal(app.sync.getState().attention.length, 1)
    on.weather = 'offline'
  }
  return gym
}

const phase = (app: App) => app.account.getState().phase.at
const leaving = (app: App) => app.account.getState().leaving
const stored = (app: App) => [...app.device.disks.values()].flat().reduce((sum, disk) => sum + disk.stored.size, 0)

/** Lets time pass, at most ten seconds, until a condition holds. */
async function passes(app: App, condition: () => boolean, what: string): Promise<void> {
  for (let ms = 0; ms <= LEAVE_MS && !condition(); ms += 100) {
    app.device.clock.advance(100)
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.ok(condition(), what)
}

const asked = (app: App): Promise<void> => passes(app, () => leaving(app)?.at === 'asking', 'the question')
const paused = (app: App): Promise<void> => passes(app, () => app.sync.getState().paused === 'signIn', 'the outbox pauses')

/** Signs in again on the same device, with the network back. */
async function signedInAgain(app: App, on: Server): Promise<App> {
  on.weather = 'fine'
  await until(() => app.account.getState().phase.at === 'signedOut', 'signed out')
  app.account.getState().signInDemo()
  return opened(app.account, app.device)
}

test('with everything on the server, signing out asks nothing', async () => {
  const { on, app } = await lifterWith('sent')
  app.account.getState().leave()
  assert.deepEqual([phase(app), leaving(app)], ['signedOut', null])
  const again = await signedInAgain(app, on)
  assert.deepEqual([again.sync.getState().waiting, again.sync.getState().attention, on.session.status], [[], [], 'completed'])
})

for (const state of ['unsent', 'refused'] as const) {
  test(`${state}: signing out asks first, and staying changes nothing`, async () => {
    const { app } = await lifterWith(state)
    app.account.getState().leave()
    await asked(app)
    const attention = state === 'refused' ? 1 : 0
    assert.deepEqual(leaving(app)?.unsent, { changes: 1, attention, workouts: 1, sets: 0, skips: 0, training: false })
    app.account.getState().stay()
    assert.deepEqual([phase(app), leaving(app)], ['ready', null])
    assert.equal(app.sync.getState().waiting.length + app.sync.getState().attention.length, 1)
  })

  test(`${state}: kept on this phone, it is there after the next sign-in`, async () => {
    const { on, app } = await lifterWith(state)
    app.account.getState().leave()
    await asked(app)
    app.account.getState().signOut()
    assert.deepEqual([phase(app), leaving(app)], ['signedOut', null])
    const again = await signedInAgain(app, on)
    await drained(again)
    assert.equal(on.effects.length, state === 'unsent' ? 1 : 0, 'what waited is sent')
    assert.equal(again.sync.getState().attention.length, state === 'refused' ? 1 : 0, 'what was refused still waits for a decision')
  })

  test(`${state}: deleted, nothing of the account is left on the device, and nothing is sent later`, async () => {
    const { on, app } = await lifterWith(state)
    await cached(app, on)
    const cacheTime = cacheClock()
    app.account.getState().leave()
    await asked(app)
    // An answer arrives at the last moment: the cache is written a little later.
    app.engine.queries.setQueryData(['programme', 'late'], 1)
    app.account.getState().deleteAndSignOut()
    await until(() => stored(app) === 0, 'the media are dropped')
    await cacheTime()
    const ofAccount = [...app.device.index.keys()].filter((key) => /^(pending_session_completion|journal_opened)_/.test(key))
    assert.deepEqual(ofAccount, [])
    assert.equal(app.device.texts.has(cacheKey(signedIn.account.id)), false, 'no late writer brings the cache back')
    assert.equal(app.device.texts.size, 0)
    const again = await signedInAgain(app, on)
    assert.deepEqual([again.engine.logs.current().logs, again.sync.getState().waiting, on.effects], [{}, [], []])
  })

  test(`${state}: when the sign-in has ended on the server, nothing is deleted and logging goes on`, async () => {
    const { on, app, second } = await lifterWith(state)
    on.weather = 'signedOut'
    app.session.getState().completeSet(second, heavy(3))
    await paused(app)
    assert.equal(phase(app), 'ready')
    assert.ok(app.session.getState().actualSets[second])
    const { waiting, strip } = app.sync.getState()
    assert.deepEqual(strip, state === 'refused' ? { kind: 'attention', changes: 1 } : { kind: 'signIn', waiting: waiting.length })
    app.account.getState().leave()
    assert.equal(leaving(app)?.at, 'asking', 'nothing can be sent, so the question comes at once')
    assert.ok(stored(app) > 0)
  })
}

test('sent: when the sign-in has ended on the server, nothing is deleted and logging goes on', async () => {
  const { on, app, second } = await lifterWith('sent')
  on.weather = 'signedOut'
  app.session.getState().completeSet(second, heavy(3))
  await paused(app)
  assert.deepEqual(app.sync.getState().strip, { kind: 'signIn', waiting: 1 })
})

test('sent: deleted, nothing of the account is left on the device', async () => {
  const { app } = await lifterWith('sent')
  app.account.getState().deleteAndSignOut()
  await until(() => stored(app) === 0, 'the media are dropped')
})

test('what can be sent within ten seconds is sent, and then nothing is asked', async () => {
  const { on, app } = await lifterWith('unsent')
  on.weather = 'fine'
  app.account.getState().leave()
  assert.equal(leaving(app)?.at, 'sending')
  await passes(app, () => phase(app) === 'signedOut', 'signed out')
  assert.deepEqual([on.effects.length, on.session.status], [1, 'completed'])
})

test('signing out waits no longer than that for a server that does not answer', async () => {
  const { app } = await lifterWith('unsent')
  app.device.hang()
  app.account.getState().leave()
  app.device.clock.advance(LEAVE_MS - 1)
  assert.equal(leaving(app)?.at, 'sending')
  app.device.clock.advance(1)
  assert.equal(leaving(app)?.at, 'asking')
})

test('signing out asks about a workout in progress although all its sets are on the server', async () => {
  const { app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  app.account.getState().leave()
  await asked(app)
  assert.deepEqual(leaving(app)?.unsent, { changes: 0, attention: 0, workouts: 0, sets: 0, skips: 0, training: true })
})
