import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints, plannedSetsOf, type PlannedSet } from '@holdfast/contract'
import type { Page, Request } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { gone, openTodaysSession, sessionOnServer, tick, todayOnServer, until } from '../lib/lifter.ts'
import type { Passed } from '../lib/network.ts'

/** The app gives a request up after 15 s; nothing is answered sooner, and a busy machine is not always on time. */
const TIMEOUT_MS = { least: 14_000, most: 20_000 }

test(
  'connected, and nothing answers: said within three silent requests, sets tick on, nothing piles up, and it heals without a tap',
  inGym(async (gym) => {
    const { network, server } = gym
    const { page, sessionId, working } = await training(gym)
    const watched = watchRequests(page)
    network.decide(() => ({ kind: 'hang' }))
    const slow: number[] = []
    for (const { id } of working.slice(0, 4)) {
      const atMs = Date.now()
      await tick(page, id)
      slow.push(Date.now() - atMs)
    }
    assert.ok(Math.max(...slow) < 2_000, `each ✓ shows at once: ${slow.join(', ')} ms`)
    await until(() => page.getByTestId('offline-banner').isVisible(), 'the banner says so', 75_000)
    assert.equal(
      await page.getByTestId('offline-banner').getAttribute('aria-label'),
      "The server isn't answering. Your workouts are safe here; we keep trying.",
    )
    assert.equal(watched.failedAfterMs.length, 3, 'it takes three silent requests')
    await tick(page, working[4]!.id)
    // Looks are due 2, 5 and 10 s after one another, and a hanging one ends after 15 s.
    await until(() => watched.begun.look >= 2, 'the server is looked for again', 60_000)
    for (const ms of watched.failedAfterMs)
      assert.ok(ms > TIMEOUT_MS.least && ms < TIMEOUT_MS.most, `a request was given up after ${ms} ms`)
    const { look, read, write } = watched.most
    assert.ok(look === 1 && read <= 1 && write === 1, `nothing piles up: ${JSON.stringify(watched.most)} at once`)
    assert.ok(network.hanging() <= 3, `what was given up is let go: ${network.hanging()} hang`)

    network.decide(() => ({ kind: 'pass' }))
    await onServer(gym, sessionId, working.slice(0, 5), 60_000)
    await gone(page.getByTestId('offline-banner'))
    const { revisionCount } = await sessionOnServer(server, sessionId)
    assert.equal(revisionCount, 0)
  }),
)

test(
  'a browser that does not know what it is connected by says nothing of its connection: the page’s own word counts',
  inGym(async (gym) => {
    const { phone, network } = gym
    const page = await phone.start()
    await page.addInitScript(() => {
      // What NetInfo listens to, and in such a browser never hears.
      const { connection } = navigator as Navigator & { connection: EventTarget }
      connection.addEventListener = () => undefined
    })
    await openTodaysSession(page, network.origin)
    await phone.setOffline(true)
    await until(() => page.getByTestId('offline-banner').isVisible(), 'the banner says so')
    await phone.setOffline(false)
    await gone(page.getByTestId('offline-banner'))
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
  'what waits is sent by time alone and not before its time; at once when the app comes to the front, and when the network comes back',
  inGym(async (gym) => {
    const { phone, network } = gym
    const { page, sessionId, working } = await training(gym)
    let sets = 0
    const sent = (withinMs: number) => onServer(gym, sessionId, working.slice(0, sets), withinMs)

    await keptWaiting(gym, page, working[sets++]!)
    network.decide(() => ({ kind: 'pass' }))
    const healedMs = Date.now()
    await sent(15_000)
    assert.ok(Date.now() - healedMs > SOON_MS, 'nothing else than the timer sends: so what follows is about its triggers')

    await keptWaiting(gym, page, working[sets++]!)
    // Going to the back tries once more, and is refused like all before.
    await refused(page, 1, () =>
      page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
        document.dispatchEvent(new Event('visibilitychange'))
      }),
    )
    network.decide(() => ({ kind: 'pass' }))
    await page.evaluate(() => {
      Reflect.deleteProperty(document, 'visibilityState')
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await sent(SOON_MS)

    await keptWaiting(gym, page, working[sets++]!)
    await phone.setOffline(true)
    network.decide(() => ({ kind: 'pass' }))
    await phone.setOffline(false)
    await sent(SOON_MS)
  }),
)

/** Attempts come 1, 2, 4 and 8 s after one another here: a trigger is told from the timer by being much sooner. */
const SOON_MS = 6_000

/** One set logged while somebody else answers, tried four times: the next try by time alone is 8 s away. */
async function keptWaiting({ network }: Gym, page: Page, { id }: PlannedSet): Promise<void> {
  network.decide(() => ({ kind: 'captivePortal' }))
  await refused(page, 4, () => tick(page, id))
}

/** Does what makes the app send, and waits until it has heard so many answers that are not ours. */
async function refused(page: Page, times: number, act: () => Promise<unknown>): Promise<void> {
  let heard = 0
  const hear = (request: Request) => void (request.method() !== 'GET' && heard++)
  page.on('requestfinished', hear)
  await act()
  await until(() => heard >= times, `${times} attempts were answered by somebody else`)
  page.off('requestfinished', hear)
  // The browser has the answer; now the app has it too.
  await page.evaluate(() => new Promise((done) => setTimeout(done)))
}

type Kind = 'look' | 'read' | 'write'

/** Requests of a page to the API: how many began, how many were out at once at the most, and how long those took that failed. */
function watchRequests(page: Page) {
  const out = new Map<Request, { kind: Kind; atMs: number }>()
  const begun = { look: 0, read: 0, write: 0 }
  const most = { look: 0, read: 0, write: 0 }
  const failedAfterMs: number[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/v1/')) return
    const kind = request.method() !== 'GET' ? 'write' : pathname === endpoints.server.path ? 'look' : 'read'
    begun[kind]++
    out.set(request, { kind, atMs: Date.now() })
    most[kind] = Math.max(most[kind], [...out.values()].filter((other) => other.kind === kind).length)
  })
  page.on('requestfinished', (request) => void out.delete(request))
  page.on('requestfailed', (request) => {
    const started = out.get(request)
    if (started) failedAfterMs.push(Date.now() - started.atMs)
    out.delete(request)
  })
  return { begun, most, failedAfterMs }
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
