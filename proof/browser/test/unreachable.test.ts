import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { plannedSetsOf } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, inGymWithKills, type Gym } from '../lib/gym.ts'
import { asTyped, logSet, sessionOnServer, shown, showWarmUps, signIn, todayOnServer, workingSets } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

/** Ways in which a phone cannot reach the server, and how the server comes back. */
const ways: { name: string; offline?: true; away: (gym: Gym) => Promise<void>; back: (gym: Gym) => Promise<void> }[] = [
  {
    name: 'the browser is offline',
    offline: true,
    away: ({ phone }) => phone.setOffline(true),
    back: ({ phone }) => phone.setOffline(false),
  },
  ...(['refuses', 'neverAnswers', 'captivePortal'] as const).map((instead) => ({
    name: {
      refuses: 'the server refuses connections',
      neverAnswers: 'the server never answers',
      captivePortal: 'a captive portal answers',
    }[instead],
    away: ({ network }: Gym) => network.replaceServer(instead),
    back: ({ network }: Gym) => network.replaceServer(null),
  })),
]

for (const { name, away, back, offline = false } of ways) {
  test(
    `${name}: after two cold starts Today, the session with its plan and its earlier sets, and the history are shown, and a set is logged`,
    inGymWithKills(async (gym) => {
      const { phone, network, server } = gym
      const first = await phone.start()
      await signIn(first, network.origin)
      const { session } = await todayOnServer(server)
      await until(async () => (await keptAnswers(first)).text.includes(session.id), 'the plan is kept')
      await away(gym)
      await phone.kill()

      const second = await openAnHourLater(phone, network.origin, offline)
      await shown(second.getByTestId('today-card'))
      await passing(second, () => second.getByText(/^Plan last updated/).isVisible(), 'the refresh has failed')
      await putAway(second)
      await phone.kill()

      const third = await openAnHourLater(phone, network.origin, offline)
      await shown(third.getByTestId('today-card'))
      await third.getByTestId('tab-history').click()
      await shown(third.locator('[data-testid^="history-session-"]'))
      await third.getByTestId('tab-today').click()
      await third.getByTestId('today-start').click()
      await showWarmUps(third)
      for (const { id } of plannedSetsOf(session.plan)) await third.getByTestId(`set-check-${id}`).waitFor({ state: 'attached' })
      assert.ok((await third.locator('[aria-label^="Last time "]').count()) > 0, 'what was lifted before is there')
      const set = workingSets(session)[0]!
      const typed = await logSet(third, set, 2)

      await back(gym)
      await passing(third, async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
      assert.deepEqual(asTyped(await sessionOnServer(server, session.id)), [typed])
    }),
  )
}

test(
  'a browser that always reports no network, and a server that answers: “Try now” asks it each time, and fetches what another device did',
  inGym(async ({ phone, network, server }) => {
    const page = await phone.start()
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }))
    await signIn(page, network.origin)
    const { session, token } = await todayOnServer(server)
    await until(async () => (await keptAnswers(page)).text.includes(session.id), 'the plan is kept')
    await page.goto(`${network.origin}/sync`)
    await shown(page.getByTestId('sync-now'))
    const skip = { reason: null, logged_at: new Date().toISOString() }
    await server.call('skip', { token, operationId: randomUUID(), params: { sessionId: session.id }, body: skip })
    const pulls = () => network.passed.filter(({ path, status }) => path.startsWith('/v1/sync') && status === 200).length
    for (let tap = 1; tap <= 3; tap++) {
      const before = pulls()
      await page.getByTestId('sync-now').click()
      await until(() => pulls() > before, `tap ${tap} is answered`)
    }
    await until(async () => (await keptAnswers(page)).text.includes('"skipped"'), 'what the other device did is here')
  }),
)

/** Opens the app with a clock of its own, by which all its data are out of date. */
async function openAnHourLater(phone: Gym['phone'], origin: string, offline: boolean): Promise<Page> {
  const page = await phone.start({ offline })
  await page.clock.install({ time: Date.now() + 3_600_000 })
  await page.goto(origin)
  return page
}

/** Lets the page's clock advance, a second at a time, until something holds. */
async function passing(page: Page, condition: () => Promise<boolean>, what: string): Promise<void> {
  await until(async () => {
    if (await condition()) return true
    await page.clock.fastForward(1_000)
    return false
  }, what)
}

/** Sends the app to the background, where it stores what it knows. Resolves when that is stored. */
async function putAway(page: Page): Promise<void> {
  const now = await page.evaluate(() => Date.now())
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await passing(page, async () => (await keptAnswers(page)).writtenAt >= now, 'the answers are written down')
}

/** The server's answers that the browser has cached. */
async function keptAnswers(page: Page): Promise<{ text: string; writtenAt: number }> {
  const text = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('holdfast')
        opening.onerror = () => reject(new Error(String(opening.error)))
        opening.onsuccess = () => {
          const kept = opening.result.transaction('texts').objectStore('texts').getAll(IDBKeyRange.bound('queries_', 'queries_z'))
          kept.onsuccess = () => {
            opening.result.close()
            resolve((kept.result as string[])[0] ?? '')
          }
        }
      }),
  )
  return { text, writtenAt: text === '' ? 0 : (JSON.parse(text) as { timestamp: number }).timestamp }
}
