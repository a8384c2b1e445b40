import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { gone, openToday, openTodaysSession, sessionOnServer, shown, signIn, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

const register = async (page: Page, name: string, email: string): Promise<void> => {
  await page.getByTestId('sign-in-toggle').click()
  await page.getByTestId('sign-in-name').fill(name)
  await page.getByTestId('sign-in-email').fill(email)
  await page.getByTestId('sign-in-password').fill('long enough')
  await page.getByTestId('sign-in-submit').click()
  await shown(page.getByTestId('today-card'))
}

async function nameIn(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/settings`)
  await shown(page.getByTestId('account-name'))
  return await page.getByTestId('account-name').innerText()
}

/** Two tabs of one browser, both of the demo lifter. */
async function twoTabs({ network, phone }: Gym): Promise<{ a: Page; b: Page }> {
  const a = await phone.start()
  await signIn(a, network.origin)
  const b = await a.context().newPage()
  await b.setViewportSize({ width: 390, height: 844 })
  await b.goto(`${network.origin}/settings`)
  await shown(b.getByTestId('account-name'))
  return { a, b }
}

const renewals = ({ network }: Gym): number => network.passed.filter(({ path }) => path === '/v1/auth/refresh').length

test(
  'signed out without a network in one tab, another person registered there: the other tab closes, and uses nobody’s sign-in (F3)',
  inGym(async (gym) => {
    const { network, phone } = gym
    const { a, b } = await twoTabs(gym)
    await phone.setOffline(true)
    await b.getByTestId('sign-out').click()
    await shown(b.getByTestId('sign-in-email'))
    await shown(a.getByTestId('sign-in-email'))
    await shown(a.getByText('You signed out in another tab of this browser.'))
    await phone.setOffline(false)
    await register(b, 'Somebody Else', 'somebody@example.com')
    await shown(a.getByText('Somebody Else is signed in in another tab of this browser.'))
    assert.equal(await nameIn(b, network.origin), 'Somebody Else')
    await until(
      () => network.passed.some(({ path, status }) => path === '/v1/auth/logout' && status === 200),
      'the sign-in of before has ended',
    )
    await a.getByTestId('door-go-on').click()
    await shown(a.getByTestId('today-card'))
    assert.equal(await nameIn(a, network.origin), 'Somebody Else')
  }),
)

test(
  'a tab that missed the sign-out asks for no new token, uses nobody’s sign-in, and closes (F3)',
  inGym(async (gym) => {
    const { network, phone } = gym
    const a = await phone.start()
    // Like a frozen tab: it does not receive what the others announce about the sign-in.
    await a.addInitScript(() => {
      const Heard = BroadcastChannel
      window.BroadcastChannel = class extends Heard {
        override addEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
          if (this.name !== 'holdfast-sign-in') super.addEventListener(type, listener)
        }
      }
    })
    await openTodaysSession(a, network.origin)
    const { session } = await todayOnServer(gym.server)
    const b = await a.context().newPage()
    await b.goto(`${network.origin}/settings`)
    await b.getByTestId('sign-out').click()
    await register(b, 'Somebody Else', 'somebody@example.com')
    await shown(a.getByTestId('complete-workout'))
    const before = renewals(gym)
    // Its access token ended with the sign-in, so the set it sends is refused.
    await tick(a, workingSets(session)[0]!.id)
    await shown(a.getByTestId('sign-in-email'))
    await shown(a.getByText('Somebody Else is signed in in another tab of this browser.'))
    await shown(a.getByText('1 change waits in this browser for Alex Demo'))
    assert.equal(renewals(gym), before)
    assert.equal(await nameIn(b, network.origin), 'Somebody Else')
    assert.deepEqual((await sessionOnServer(gym.server, session.id)).actualSets, [])
  }),
)

test(
  'work waits and the sign-in has ended: the sign-in page says for whom, another person signs in there, and it is sent when the first one is back',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    network.decide(({ path }) => (path === '/v1/server' ? { kind: 'pass' } : { kind: 'problem', status: 401, code: 'unauthenticated' }))
    const { id } = workingSets(session)[0]!
    await tick(page, id)
    await page.getByTestId('strip-signIn').click()
    await shown(page.getByText('Sign in again as Alex Demo to send 1 change.', { exact: false }))
    network.decide(() => ({ kind: 'pass' }))
    await server.call('register', { body: { name: 'Zoe', email: 'zoe@example.com', password: 'long enough' } })
    await page.getByTestId('sign-in-email').fill('zoe@example.com')
    await page.getByTestId('sign-in-password').fill('long enough')
    await page.getByTestId('sign-in-submit').click()
    await gone(page.getByTestId('sign-in-email'))
    await page.goto(`${network.origin}/sync`)
    await shown(page.getByText('1 change waits in this browser for Alex Demo'))
    await becomes(() => page.getByTestId('sync-standing').innerText(), 'Everything is saved on the server')
    assert.equal(await nameIn(page, network.origin), 'Zoe')
    assert.deepEqual((await sessionOnServer(server, session.id)).actualSets, [])
    await page.getByTestId('sign-out').click()
    await shown(page.getByText('1 change waits in this browser for Alex Demo'))
    await page.getByTestId('sign-in-demo').click()
    await until(async () => (await sessionOnServer(server, session.id)).actualSets[0]?.id === id, 'the set is on the server')
  }),
)

test(
  'the sign-in has ended and nothing waits: the screens say so until the next sign-in (F10)',
  inGym(async ({ network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    network.decide(({ path }) => (path === '/v1/server' ? { kind: 'pass' } : { kind: 'problem', status: 401, code: 'unauthenticated' }))
    await page.getByTestId('sync-glyph').first().click()
    await page.getByTestId('sync-now').click()
    await shown(page.getByText('Sign in again to keep your workouts on the server').first())
    await becomes(() => page.getByTestId('sync-standing').innerText(), 'Sign in again to keep your workouts on the server')
    network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('sign-in-again').last().click()
    await page.getByTestId('sign-in-email').fill('demo@holdfast.app')
    await page.getByTestId('sign-in-password').fill('holdfast-demo')
    await page.getByTestId('sign-in-submit').click()
    await shown(page.getByTestId('today-card'))
    await gone(page.getByTestId('paused-sign-in'))
  }),
)

test(
  'the server has lost the account: a new one is made on the sign-in page, and gets the finished workout that waits (F21)',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    network.decide(({ path }) => (path === '/v1/server' ? { kind: 'pass' } : { kind: 'problem', status: 401, code: 'unauthenticated' }))
    const { id } = workingSets(session)[0]!
    await tick(page, id)
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await page.getByTestId('complete-done').click()
    await page.goto(`${network.origin}/today`)
    await page.getByTestId('sign-in-again').click()
    await page.getByTestId('lost-account').click()
    await page.getByTestId('lost-account-make').click()
    network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('sign-in-name').fill('Alex Again')
    await page.getByTestId('sign-in-email').fill('again@example.com')
    await page.getByTestId('sign-in-password').fill('long enough')
    await page.getByTestId('sign-in-take-along').click()
    await gone(page.getByTestId('sign-in-email'))
    assert.equal(await nameIn(page, network.origin), 'Alex Again')
    const { accessToken: token } = await server.call('login', { body: { email: 'again@example.com', password: 'long enough' } })
    const told = () => server.call('sync', { query: { cursor: '0' }, token })
    await until(async () => (await told()).sessions.some((one) => one.id === session.id), 'the workout is in the new account')
    const taken = (await told()).sessions.find((one) => one.id === session.id)!
    assert.deepEqual([taken.status, taken.actualSets.map((set) => set.id), taken.title], ['completed', [id], session.title])
    assert.ok(taken.actualSets.every(({ exerciseName }) => exerciseName !== undefined))
    assert.equal((await sessionOnServer(server, session.id)).status, 'planned', 'the old account got nothing of it')
  }),
)
