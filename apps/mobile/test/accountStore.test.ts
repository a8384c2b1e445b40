import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoreApi } from 'zustand/vanilla'
import type { AccountState } from '../store/accountState.ts'
import { accountsServer, emailOf } from './accountsServer.ts'
import { device, quiet, until, type Device } from './device.ts'
import { start, train } from './lifters.ts'

function phone(on = accountsServer('Alex', 'Zoe'), from?: Device) {
  const tab = start(device({ fetch: (input, init) => on.fetch(input, init), ...(from ? { from } : {}) }))
  return { on, tab, account: tab.account, state: () => tab.account.getState() }
}

/** Every phase that was shown from here on. */
function phasesOf(account: StoreApi<AccountState>): string[] {
  const seen: string[] = [account.getState().phase.at]
  account.subscribe(({ phase }) => {
    if (phase.at !== seen.at(-1)) seen.push(phase.at)
  })
  return seen
}

test('an app starts, and stands at the door where nobody is signed in: nothing is under way, and nothing failed', async () => {
  const { tab, account, state } = phone()
  const phases = phasesOf(account)
  await tab.isAt('signedOut')
  assert.deepEqual(phases, ['starting', 'signedOut'])
  const { otherTab, unsentHere, busy, problem, leaving } = state()
  assert.deepEqual([otherTab, unsentHere, busy, problem, leaving], [{ signedOut: false, account: null }, [], false, null, null])
})

test('the answer of the server about itself is kept, and the caller’s callback runs after an answer and after a failure', async () => {
  const on = accountsServer('Alex')
  on.isDown = true
  const { state } = phone(on)
  await quiet()
  assert.equal(state().server, null)
  let ended = 0
  state().askServer(() => ended++)
  await quiet()
  assert.deepEqual([state().server, ended], [null, 1])
  on.isDown = false
  state().askServer(() => ended++)
  await quiet()
  assert.deepEqual([state().server, ended], [{ demo: true }, 2])
})

test('a sign-in is under way until the account is open; a failure is said until the next one', async () => {
  const { tab, state } = phone()
  await tab.isAt('signedOut')
  state().signIn('nobody@example.com', 'long enough')
  assert.equal(state().busy, true)
  await until(() => !state().busy, 'it failed')
  assert.deepEqual([state().problem, state().phase.at], ['That e-mail and password do not belong together.', 'signedOut'])
  state().signIn(emailOf('Alex'), 'long enough')
  assert.deepEqual([state().busy, state().problem], [true, null])
  await tab.isAt('ready')
  assert.deepEqual([state().busy, state().problem, tab.name()], [false, null, 'Alex'])
})

test('the demo account is signed in to by the demo, and a new one by its name', async () => {
  const demo = phone()
  await demo.tab.isAt('signedOut')
  demo.state().signInDemo()
  await demo.tab.isAt('ready')
  assert.ok(demo.on.heard.some(({ path }) => path === 'POST /v1/auth/demo'))
  const { tab, state } = phone()
  await tab.isAt('signedOut')
  state().register('Kim', 'kim@example.com', 'long enough')
  await tab.isAt('ready')
  assert.equal(tab.name(), 'Kim')
})

test('an account that was open is open again at the next start, without a sign-in', async () => {
  const { on, tab } = phone()
  await tab.signIn('Alex')
  tab.device.kill()
  on.heard.length = 0
  const again = phone(on, tab.device)
  await again.tab.isAt('ready')
  assert.deepEqual([again.tab.name(), on.heard.some(({ path }) => path.includes('/auth/'))], ['Alex', false])
})

test('somebody else who signs in closes the account before it; the same one keeps its screens until it is open again', async () => {
  const { tab, account, state } = phone()
  await tab.signIn('Alex')
  const before = tab.ready()
  const phases = phasesOf(account)
  state().signIn(emailOf('Alex'), 'long enough')
  await until(() => state().phase !== before && !state().busy, 'it is open again')
  assert.deepEqual(phases, ['ready'])
  let heard = 0
  before.sync.subscribe(() => heard++)
  tab.device.setRadio(false)
  tab.device.clock.advance(5_000)
  assert.equal(heard, 0, 'what ran for it before has stopped')
  state().signIn(emailOf('Zoe'), 'long enough')
  await until(() => tab.name() === 'Zoe', 'Zoe is signed in')
  assert.deepEqual(phases, ['ready', 'signedOut', 'ready'])
})

test('after a sign-out, the sign-in page and the next account show what waits for the account that left; that account does not', async () => {
  const { on, tab, state } = phone()
  await tab.signIn('Alex')
  on.of('Alex').server.weather = 'offline'
  train(tab, on, 'Alex', 5)
  state().signOut()
  assert.deepEqual([state().phase.at, state().unsentHere], ['signedOut', [{ name: 'Alex', changes: 1 }]])
  await quiet()
  await tab.signIn('Zoe', false)
  assert.deepEqual(state().unsentHere, [{ name: 'Alex', changes: 1 }])
  state().signOut()
  await quiet()
  await tab.signIn('Alex', false)
  assert.deepEqual(state().unsentHere, [])
})

test('settings are those of who is signed in, and of nobody at the door', async () => {
  const { tab, state } = phone()
  await tab.signIn('Alex', false)
  tab.settings.getState().set({ theme: 'dark' })
  state().signOut()
  assert.equal(tab.settings.getState().theme, 'system')
  await quiet()
  await tab.signIn('Alex', false)
  assert.equal(tab.settings.getState().theme, 'dark')
})

test('storage that cannot be read stands in the place of everything else, until another try', async () => {
  const on = device({ fetch: accountsServer('Alex').fetch })
  const { secrets } = on.platform
  const { read } = secrets
  secrets.read = () => Promise.reject(new Error('the safe is locked'))
  const tab = start(on)
  await tab.isAt('storageUnavailable')
  const { phase, busy } = tab.account.getState()
  assert.deepEqual([phase, busy], [{ at: 'storageUnavailable', why: 'the safe is locked', isLost: false }, false])
  secrets.read = read
  const phases = phasesOf(tab.account)
  tab.account.getState().tryStorageAgain()
  await tab.isAt('signedOut')
  assert.deepEqual(phases, ['storageUnavailable', 'starting', 'signedOut'])
})

test('a history that is gone is said to be lost, until the lifter decides to begin anew', async () => {
  const { on, tab } = phone()
  await tab.signIn('Alex')
  const { id } = on.of('Alex').account
  tab.device.kill()
  tab.device.journals.get(id)!.clear()
  const again = phone(on, tab.device)
  await again.tab.isAt('storageUnavailable')
  const { phase, busy } = again.state()
  assert.deepEqual([phase.at === 'storageUnavailable' && phase.isLost, busy], [true, false])
  again.state().beginAnew()
  await again.tab.isAt('ready')
  assert.equal(again.tab.name(), 'Alex')
})

test('a registration takes finished workouts along only where the lifter says so', async () => {
  for (const takeAlong of [undefined, { takeAlong: false }, { takeAlong: true }]) {
    const { on, tab, state } = phone()
    await tab.signIn('Alex')
    on.of('Alex').server.weather = 'offline'
    train(tab, on, 'Alex', 5, true)
    state().register('Kim', 'kim@example.com', 'long enough', takeAlong)
    await until(() => tab.name() === 'Kim', 'Kim is signed in')
    const here = () => Object.keys(tab.ready().engine.logs.current().logs).length
    for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setTimeout(resolve, 1))
    await quiet()
    assert.equal(here(), takeAlong?.takeAlong ? 1 : 0, JSON.stringify(takeAlong))
    assert.deepEqual(
      state().unsentHere.map(({ name }) => name),
      takeAlong?.takeAlong ? [] : ['Alex'],
    )
  }
})

test('a sign-in that ended without a network ends on the server when a radio, an answer or a look at the app says there may be one', async () => {
  const ways: [string, (tab: ReturnType<typeof phone>['tab']) => void, boolean][] = [
    ['radio', (tab) => tab.device.setRadio(true), true],
    ['no radio', (tab) => tab.device.setRadio(false), false],
    ['foreground', (tab) => tab.device.setLifecycle('foreground'), true],
    ['background', (tab) => tab.device.setLifecycle('background'), false],
  ]
  for (const [what, happens, isTold] of ways) {
    const { on, tab, state } = phone()
    await tab.signIn('Alex', false)
    on.deafTo = '/v1/auth/logout'
    state().signOut()
    await until(() => tab.device.texts.has('logouts'), 'it is kept')
    await quiet()
    on.deafTo = null
    on.heard.length = 0
    happens(tab)
    await quiet()
    assert.equal(
      on.heard.some(({ path }) => path === 'POST /v1/auth/logout'),
      isTold,
      what,
    )
  }
})

test('an answer while nobody was reached ends such a sign-in too; that nobody is reached any more does not', async () => {
  const { on, tab, state } = phone()
  await tab.signIn('Alex', false)
  on.deafTo = '/v1/auth/logout'
  state().signOut()
  await until(() => tab.device.texts.has('logouts'), 'it is kept')
  await quiet()
  on.deafTo = null
  on.heard.length = 0
  const isTold = () => on.heard.some(({ path }) => path === 'POST /v1/auth/logout')
  tab.device.setRadio(false)
  tab.device.clock.advance(2_500)
  await quiet()
  assert.equal(isTold(), false)
  state().askServer()
  await quiet()
  assert.equal(isTold(), true)
})

test('after a sign-out no question is open', async () => {
  const { on, tab, state } = phone()
  await tab.signIn('Alex')
  on.of('Alex').server.weather = 'offline'
  train(tab, on, 'Alex', 5)
  state().leave()
  assert.equal(state().leaving?.at, 'sending')
  state().signOut()
  assert.equal(state().leaving, null)
})
