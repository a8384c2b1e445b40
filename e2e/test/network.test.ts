import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plannedSetsOf, type PlannedSet } from '@holdfast/contract'
import type { Page, Request } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { gone, openTodaysSession, sessionOnServer, shown, tick, todayOnServer, until } from '../lib/lifter.ts'
import type { Passed } from '../lib/network.ts'

/** The app gives a request up after 15 s; nothing is answered sooner, and a busy machine is not always on time. */
const TIMEOUT_MS = { least: 14_000, most: 20_000 }

test(
  'connected, and nothing answers: said within three silent requests, sets tick on, nothing piles up, and it heals without a tap',
  inGym(async (gym) => {
    const { network, server } = gym
    const { page, sessionId, working } = await training(gym)
    const begun = new Map<Request, number>()
    const ends: number[] = []
    page.on('request', (request) => begun.set(request, Date.now()))
    page.on('requestfailed', (request) => {
      if (new URL(request.url()).pathname.startsWith('/v1/')) ends.push(Date.now() - begun.get(request)!)
    })
    const first = network.passed.length
    let most = 0
    network.decide(() => ({ kind: 'hang' }))
    const slow: number[] = []
    for (const { id } of working.slice(0, 4)) {
      const atMs = Date.now()
      await tick(page, id)
      slow.push(Date.now() - atMs)
      most = Math.max(most, network.hanging())
    }
    assert.ok(Math.max(...slow) < 2_000, `each ✓ shows at once: ${slow.join(', ')} ms`)
    await until(() => page.getByTestId('offline-banner').isVisible(), 'the banner says so', 75_000)
    assert.match((await page.getByTestId('offline-banner').getAttribute('aria-label')) ?? '', /^Offline · \d changes waiting$/)
    assert.ok(ends.length >= 3, `the third silent request is what makes it offline: ${ends.length}`)
    for (const ms of ends) assert.ok(ms > TIMEOUT_MS.least && ms < TIMEOUT_MS.most, `a request was given up after ${ms} ms`)
    await tick(page, working[4]!.id)
    most = Math.max(most, network.hanging())
    const asked = network.passed.length - first
    assert.ok(most <= 4 && asked <= 14, `nothing piles up: ${most} at once, ${asked} in all`)

    network.decide(() => ({ kind: 'pass' }))
    await onServer(gym, sessionId, working.slice(0, 5), 60_000)
    await gone(page.getByTestId('offline-banner'))
    const { revisionCount } = await sessionOnServer(server, sessionId)
    assert.equal(revisionCount, 0)
  }),
)

test(
  'a slow network is no lost one: no banner, and the set is taken once',
  inGym(async (gym) => {
    const { network } = gym
    const { page, sessionId, working } = await training(gym)
    network.decide(() => ({ kind: 'slow', ms: 4_000 }))
    await tick(page, working[0]!.id)
    await onServer(gym, sessionId, working.slice(0, 1))
    assert.equal(await page.getByTestId('offline-banner').count(), 0)
    assert.equal(writes(network.passed), 1)
  }),
)

test(
  'the app coming to the front sends what waits',
  inGym(async (gym) => {
    const { page, sessionId, working } = await waiting(gym)
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    // Going to the back tries once more, and is refused like all before.
    await new Promise((resolve) => setTimeout(resolve, 500))
    gym.network.decide(() => ({ kind: 'pass' }))
    await page.evaluate(() => {
      Reflect.deleteProperty(document, 'visibilityState')
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await onServer(gym, sessionId, working.slice(0, 1), SOON_MS)
  }),
)

test(
  'the network coming back sends what waits',
  inGym(async (gym) => {
    const { sessionId, working } = await waiting(gym)
    await gym.phone.setOffline(true)
    gym.network.decide(() => ({ kind: 'pass' }))
    await gym.phone.setOffline(false)
    await onServer(gym, sessionId, working.slice(0, 1), SOON_MS)
  }),
)

test(
  '“Try now” sends what waits',
  inGym(async (gym) => {
    const { page, sessionId, working } = await waiting(gym)
    await page.getByTestId('sync-glyph').first().click()
    await shown(page.getByTestId('sync-now'))
    gym.network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('sync-now').click()
    await onServer(gym, sessionId, working.slice(0, 1), SOON_MS)
  }),
)

test(
  'time alone sends what waits, and not before its time',
  inGym(async (gym) => {
    const { sessionId, working } = await waiting(gym)
    gym.network.decide(() => ({ kind: 'pass' }))
    const healedMs = Date.now()
    await onServer(gym, sessionId, working.slice(0, 1), 15_000)
    assert.ok(Date.now() - healedMs > SOON_MS, 'nothing else than the timer sends: so the tests above are about their triggers')
  }),
)

/** Attempts come 1, 2, 4 and 8 s after one another here: a trigger is told from the timer by being much sooner. */
const SOON_MS = 4_000

/** One set logged while somebody else answers, tried four times: the next try by time alone is 8 s away. */
async function waiting(gym: Gym): Promise<Training> {
  const trained = await training(gym)
  gym.network.decide(() => ({ kind: 'captivePortal' }))
  const before = writes(gym.network.passed)
  await tick(trained.page, trained.working[0]!.id)
  await until(() => writes(gym.network.passed) - before >= 4, 'four attempts were answered by somebody else')
  return trained
}

type Training = { page: Page; sessionId: string; working: PlannedSet[] }

async function training({ phone, network, server }: Gym): Promise<Training> {
  const page = await phone.start()
  // The most that the jitter can wait, every time.
  await page.addInitScript(() => void (Math.random = () => 0.999))
  await openTodaysSession(page, network.origin)
  const { session } = await todayOnServer(server)
  return { page, sessionId: session.id, working: plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working') }
}

async function onServer({ server }: Gym, sessionId: string, sets: readonly PlannedSet[], withinMs?: number): Promise<void> {
  const ids = sets.map(({ id }) => id).sort()
  const has = async () => (await sessionOnServer(server, sessionId)).actualSets.map(({ id }) => id).sort()
  await until(async () => (await has()).length === ids.length, `${ids.length} sets are on the server`, withinMs)
  assert.deepEqual(await has(), ids)
}

function writes(passed: readonly Passed[]): number {
  return passed.filter(({ operationId }) => operationId !== null).length
}
