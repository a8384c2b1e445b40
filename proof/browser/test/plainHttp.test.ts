import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Session } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { asTyped, cells, gone, logSet, sessionOnServer, shown, todayOnServer, workingSets } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

// A server in a home network, by its local name and without a certificate: to a browser that is no secure origin, and many APIs are
// missing.

const HOST = 'gym.lan'
const atHome = { hostRules: `MAP ${HOST} 127.0.0.1` }
const originOf = ({ network }: Gym): string => network.origin.replace('127.0.0.1', HOST)
async function openTodaysSession(page: Page, gym: Gym): Promise<Session> {
  await page.goto(originOf(gym))
  await page.getByTestId('sign-in-demo').click()
  await page.getByTestId('today-start').click()
  await shown(page.getByTestId('complete-workout'))
  return (await todayOnServer(gym.server)).session
}

test(
  'over plain http a workout is logged, finished and sent, without the APIs of a secure origin',
  inGym(async (gym) => {
    const page = await gym.phone.start()
    const thrown: string[] = []
    page.on('pageerror', (error) => thrown.push(error.message))
    const session = await openTodaysSession(page, gym)
    const missing = () => [
      isSecureContext,
      'randomUUID' in crypto,
      'locks' in navigator,
      'serviceWorker' in navigator,
      'clipboard' in navigator,
    ]
    assert.deepEqual(await page.evaluate(missing), [false, false, false, false, false], 'the origin is not secure')
    const [first, second] = workingSets(session)
    const typed = [await logSet(page, first!, 0), await logSet(page, second!, 1)]
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await shown(page.getByTestId('complete-success'))
    await until(async () => (await sessionOnServer(gym.server, session.id)).status === 'completed', 'it is on the server')
    assert.deepEqual(asTyped(await sessionOnServer(gym.server, session.id)), typed)
    assert.deepEqual(thrown, [])
  }, atHome),
)

test(
  'two tabs over plain http, without Web Locks: each shows what the other logged, and nothing is lost or doubled',
  inGym(async (gym) => {
    const first = await gym.phone.start()
    const session = await openTodaysSession(first, gym)
    const second = await first.context().newPage()
    await second.setViewportSize({ width: 390, height: 844 })
    await second.goto(`${originOf(gym)}/session/${session.id}`)
    const [a, b] = workingSets(session)
    const inFirst = await logSet(first, a!, 0)
    const inSecond = await logSet(second, b!, 1)
    await shown(first.locator(`[data-testid="set-check-${b!.id}"][aria-checked="true"]`))
    await becomes(() => cells(first, inSecond), { ...inSecond, checked: true })
    await until(async () => (await sessionOnServer(gym.server, session.id)).actualSets.length === 2, 'both sets are on the server')
    const onServer = await sessionOnServer(gym.server, session.id)
    assert.deepEqual([asTyped(onServer), onServer.revisionCount], [[inFirst, inSecond], 0])
  }, atHome),
)

test(
  'two people over plain http: signed out in one tab, the other one closes, and the sign-in of the next person stays theirs',
  inGym(async (gym) => {
    const { network, phone } = gym
    const a = await phone.start()
    await openTodaysSession(a, gym)
    const b = await a.context().newPage()
    await b.goto(`${originOf(gym)}/settings`)
    await b.getByTestId('sign-out').click()
    await shown(a.getByTestId('sign-in-email'))
    await b.getByTestId('sign-in-toggle').click()
    await b.getByTestId('sign-in-name').fill('Somebody Else')
    await b.getByTestId('sign-in-email').fill('somebody@example.com')
    await b.getByTestId('sign-in-password').fill('long enough')
    await b.getByTestId('sign-in-submit').click()
    await shown(b.getByTestId('today-card'))
    await b.goto(`${originOf(gym)}/settings`)
    await shown(b.getByText('Somebody Else'))
    await until(
      () => network.passed.some(({ path, status }) => path === '/v1/auth/logout' && status === 200),
      'the sign-in of before has ended',
    )
  }, atHome),
)

test(
  'over plain http everything can be deleted, and diagnostics copied, also with another tab open',
  inGym(async (gym) => {
    const page = await gym.phone.start()
    const session = await openTodaysSession(page, gym)
    gym.network.decide(({ method }) => (method === 'PUT' ? { kind: 'captivePortal' } : { kind: 'pass' }))
    await logSet(page, workingSets(session)[0]!, 2)
    const other = await page.context().newPage()
    await other.goto(`${originOf(gym)}/sync`)
    await other.getByTestId('sync-diagnostics').click()
    await shown(other.getByText('Copied'))
    await page.goto(`${originOf(gym)}/data`)
    await shown(page.getByTestId('data-protection'))
    assert.match(await page.getByTestId('data-protection').innerText(), /plain http/)
    assert.equal(await page.getByTestId('data-protect').count(), 0)
    await page.goto(`${originOf(gym)}/settings`)
    await page.getByTestId('sign-out').click()
    await page.getByTestId('sign-out-delete').click()
    await page.getByTestId('sign-out-delete-word').fill('DELETE')
    await page.getByTestId('sign-out-delete-confirm').click()
    await shown(page.getByTestId('sign-in-demo'))
    const journals = () =>
      page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('holdfast-journal-')).length)
    await until(async () => (await journals()) === 0, 'the journal is gone')
    await gone(page.getByTestId('sign-in-problem'))
    await shown(other.getByTestId('sign-in-demo'))
  }, atHome),
)
