import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rememberedSignIn } from '../sync/server/signIn.ts'
import { accountsServer, emailOf } from './accountsServer.ts'
import { browser } from './browser.ts'
import { until } from './device.ts'
import { start, train, type Tab } from './lifters.ts'

/** Two tabs of one browser, both signed in as Alex. */
async function twoTabs() {
  const on = accountsServer('Alex', 'Zoe')
  const chrome = browser((input, init) => on.fetch(input, init))
  const a = start(chrome.tab())
  await a.signIn('Alex')
  const b = start(chrome.tab())
  await b.isAt('ready')
  const remembered = async () => (await rememberedSignIn(a.device.platform.secrets))?.account.name ?? null
  return { on, chrome, a, b, remembered }
}

const otherTab = (tab: Tab) => tab.account.getState().otherTab

/** Another person in the second tab, as in fault F3: signs out without a network, then registers. */
async function somebodyElse(b: Tab, on: { isDown: boolean }): Promise<void> {
  on.isDown = true
  b.account.getState().signOut()
  await b.isAt('signedOut')
  on.isDown = false
  b.account.getState().register('Somebody Else', 'somebody@example.com', 'long enough')
  await until(() => b.name() === 'Somebody Else', 'Somebody Else is signed in')
}

test('signed out in one tab: the other one closes too, shows why, and no sign-in is stored', async () => {
  const { a, b, remembered } = await twoTabs()
  b.account.getState().signOut()
  await a.isAt('signedOut')
  assert.deepEqual([otherTab(a), await remembered()], [{ signedOut: true, account: null }, null])
  assert.deepEqual(otherTab(b), { signedOut: false, account: null })
})

test('the announcement is missed: the tab closes when it comes to the front', async () => {
  const { chrome, on, a, b, remembered } = await twoTabs()
  chrome.isMuted = true
  await somebodyElse(b, on)
  assert.equal(a.name(), 'Alex', 'nobody told it')
  a.device.setLifecycle('foreground')
  await a.isAt('signedOut')
  assert.equal(otherTab(a).account?.name, 'Somebody Else')
  assert.equal(await remembered(), 'Somebody Else')
})

test('the announcement is missed, and this tab renews: it requests no token, closes, and takes no other sign-in (F3)', async () => {
  const { chrome, on, a, b, remembered } = await twoTabs()
  chrome.isMuted = true
  await somebodyElse(b, on)
  const before = on.refreshes
  train(a, on, 'Alex', 5)
  on.endSignIns('Alex')
  a.ready().sync.getState().syncNow()
  await a.isAt('signedOut')
  assert.deepEqual([on.refreshes, await remembered()], [before, 'Somebody Else'])
  b.device.kill()
  const reloaded = start(chrome.tab())
  await reloaded.isAt('ready')
  assert.equal(reloaded.name(), 'Somebody Else')
  assert.deepEqual(reloaded.ready().sync.getState().waiting, [])
})

test('a renewal is in flight when the other tab signs out, and its answer is late: it is not stored either', async () => {
  const { chrome, on, a, b, remembered } = await twoTabs()
  chrome.isMuted = true
  const { fetch } = on
  let answer: () => void = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  on.fetch = async (input, init) => {
    const response = await fetch(input, init)
    if ((input as string).endsWith('/v1/auth/refresh')) await held
    return response
  }
  const renewal = a.ready().engine.signIn.renew()
  await until(() => on.refreshes === 1, 'it is asked')
  await somebodyElse(b, on)
  answer()
  assert.equal(await renewal, 'refused')
  await a.isAt('signedOut')
  assert.equal(await remembered(), 'Somebody Else')
})

test('what waits in the tab that closes stays for its account, and is sent after its next sign-in', async () => {
  const { on, a, b } = await twoTabs()
  on.of('Alex').server.weather = 'captivePortal'
  train(a, on, 'Alex', 5)
  await somebodyElse(b, on)
  await a.isAt('signedOut')
  assert.deepEqual(a.account.getState().unsentHere, [{ name: 'Alex', changes: 1 }])
  b.account.getState().signOut()
  await b.isAt('signedOut')
  on.of('Alex').server.weather = 'fine'
  await b.signIn('Alex')
  await b.sent()
  assert.equal(on.of('Alex').server.session.actualSets[0]?.reps, 5)
  assert.deepEqual(on.of('Somebody Else').server.effects, [])
})

test('a tab on the sign-in screen learns who signed in, and continues with that account when asked to', async () => {
  const { on, a, b } = await twoTabs()
  await somebodyElse(b, on)
  await until(() => otherTab(a).account !== null, 'it is told')
  a.account.getState().tryStorageAgain()
  await a.isAt('ready')
  assert.deepEqual([a.name(), otherTab(a)], ['Somebody Else', { signedOut: false, account: null }])
})

test('signed in over the other tab’s account: that tab closes, and its sign-in ends on the server', async () => {
  const { on, a, b, remembered } = await twoTabs()
  b.account.getState().signIn(emailOf('Zoe'), 'long enough')
  await a.isAt('signedOut')
  await until(() => b.name() === 'Zoe', 'Zoe is signed in')
  await until(() => on.of('Alex').signIns() === 0, 'the one that was replaced has ended')
  assert.deepEqual([on.of('Zoe').signIns(), await remembered()], [1, 'Zoe'])
})

test('a tab that signs out after another account signed in elsewhere removes only its own sign-in', async () => {
  const { chrome, on, a, b, remembered } = await twoTabs()
  chrome.isMuted = true
  b.account.getState().signIn(emailOf('Zoe'), 'long enough')
  await until(() => b.name() === 'Zoe', 'Zoe is signed in')
  const logouts = () => on.heard.filter(({ path }) => path === 'POST /v1/auth/logout').length
  await until(() => logouts() === 1, 'the one that was replaced has ended')
  a.account.getState().signOut()
  await until(() => logouts() === 2, 'this one has ended too')
  assert.deepEqual([await remembered(), on.of('Zoe').signIns()], ['Zoe', 1])
})

test('a tab that was opening when the other one signed out closes as soon as it is open', async () => {
  const { on, chrome, b } = await twoTabs()
  const c = start(chrome.tab())
  b.account.getState().signOut()
  await c.isAt('signedOut')
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(c.at(), 'signedOut')
  assert.ok(on.heard.length > 0)
})

test('the sign-in ended, and one tab signs in again as the same account: the other one continues too, and sends', async () => {
  const { on, a, b } = await twoTabs()
  on.endSignIns('Alex')
  for (const tab of [a, b]) {
    tab.ready().sync.getState().syncNow()
    await tab
      .ready()
      .engine.pull()
      .catch(() => undefined)
    assert.equal(tab.ready().sync.getState().paused, 'signIn')
  }
  await b.signIn('Alex')
  await until(() => a.ready().sync.getState().paused === null, 'it goes on')
  train(a, on, 'Alex', 5)
  await a.sent()
  assert.equal(on.of('Alex').server.session.actualSets[0]?.reps, 5)
  assert.equal(a.name(), 'Alex')
})

test('everything is deleted in one tab: the other one closes its journal first, so that nothing is left', async () => {
  const { on, a, b } = await twoTabs()
  train(b, on, 'Alex', 5)
  const { id } = on.of('Alex').account
  b.account.getState().deleteAndSignOut()
  await a.isAt('signedOut')
  const left = () => [...a.device.journals.get(id)!.values()].flat().reduce((sum, { stored }) => sum + stored.size, 0)
  await until(() => left() === 0, 'the journal is gone')
  assert.deepEqual([a.account.getState().problem, b.account.getState().problem], [null, null])
})
