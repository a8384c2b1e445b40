import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlannedSet } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { gone, openTodaysSession, sessionOnServer, shown, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import type { Passed } from '../lib/network.ts'
import { holdTime, passUntil, stopTime } from '../lib/pageTime.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { watchRequests, type Requests } from '../lib/requests.ts'

/** The app gives a request up after this long. */
const TIMEOUT_MS = 15_000

test(
  'connected, but nothing answers: reported within three unanswered requests, sets are logged, requests do not pile up, and it recovers without a tap',
  inGym(async (gym) => {
    const { network, server } = gym
    const { page, sessionId, working, requests } = await training(gym)
    const began = (await requests()).all.length
    const since = async () => (await requests()).all.slice(began)
    await stopTime(page)
    network.decide(() => ({ kind: 'hang' }))
    // No time passes: a ✓ waits for neither a clock nor an answer.
    for (const { id } of working.slice(0, 4)) await tick(page, id)
    await passUntil(page, () => page.getByTestId('offline-banner').isVisible(), { what: 'the banner says so', mostMs: 60_000 })
    assert.equal(
      await page.getByTestId('offline-banner').getAttribute('aria-label'),
      "The server isn't answering. Your workouts are safe here; we keep trying.",
    )
    assert.equal((await since()).filter(({ failed }) => failed).length, 3, 'it takes three silent requests')
    await tick(page, working[4]!.id)
    // Probes are due after 2, 5 and 10 s, and a hanging one ends after 15 s.
    const looks = async () => (await since()).filter(({ kind }) => kind === 'look').length
    await passUntil(page, async () => (await looks()) >= 2, { what: 'the server is looked for again', mostMs: 30_000 })
    const gaveUp = (await since()).filter(({ failed }) => failed)
    assert.deepEqual(new Set(gaveUp.map(({ tookMs }) => tookMs)), new Set([TIMEOUT_MS]))
    const { look, read, write } = (await requests()).most
    assert.ok(look === 1 && read <= 1 && write === 1, `nothing piles up: ${JSON.stringify({ look, read, write })} at once`)
    await until(() => network.hanging() <= 3, 'what was given up is let go')

    network.decide(() => ({ kind: 'pass' }))
    const asked = (await since()).length
    await passUntil(page, async () => (await since()).length > asked, { what: 'the server is asked again', mostMs: 30_000 })
    await page.clock.resume()
    await onServer(gym, sessionId, working.slice(0, 5))
    await gone(page.getByTestId('offline-banner'))
    const { revisionCount } = await sessionOnServer(server, sessionId)
    assert.equal(revisionCount, 0)
  }),
)

test(
  'in a browser that does not know its connection type, the online and offline events of the page count',
  inGym(async (gym) => {
    const { phone, network } = gym
    const page = await phone.start()
    await page.addInitScript(() => {
      // What NetInfo listens to, and what never fires in such a browser.
      const { connection } = navigator as Navigator & { connection: EventTarget }
      connection.addEventListener = () => undefined
    })
    await openTodaysSession(page, network.origin)
    await phone.setOffline(true)
    await shown(page.getByTestId('offline-banner'))
    await phone.setOffline(false)
    await gone(page.getByTestId('offline-banner'))
  }),
)

test(
  'a slow network is not offline: no banner, and the set is applied once; an endless answer is given up, and its set is sent again',
  inGym(async (gym) => {
    const { network } = gym
    const { page, sessionId, working, requests } = await training(gym)
    await stopTime(page)
    let arrive = (): void => {}
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    network.decide(() => ({ kind: 'hold', until: arrived }))
    await tick(page, working[0]!.id)
    await page.clock.runFor(TIMEOUT_MS - 1_000)
    assert.equal(await page.getByTestId('offline-banner').count(), 0)
    arrive()
    await onServer(gym, sessionId, working.slice(0, 1))
    await shown(page.locator(`[data-testid="set-mark-${working[0]!.id}"][data-mark="server"]`))
    assert.equal(await page.getByTestId('offline-banner').count(), 0)
    assert.equal(writes(network.passed), 1)

    network.decide(({ operationId }) => ({ kind: operationId === null ? 'pass' : 'halveAnswer' }))
    await tick(page, working[1]!.id)
    await passUntil(page, () => network.hanging() === 1, {
      what: 'half of the answer is here',
      mostMs: 10_000,
      isBusy: async () => (await requests()).all.some(({ tookMs }) => tookMs === null),
    })
    network.decide(() => ({ kind: 'pass' }))
    await page.clock.runFor(TIMEOUT_MS - 1_000)
    assert.deepEqual([network.hanging(), writes(network.passed)], [1, 2], 'it may still go on')
    await passUntil(page, () => writes(network.passed) > 2, { what: 'the set is sent again', mostMs: 10_000 })
    await shown(page.locator(`[data-testid="set-mark-${working[1]!.id}"][data-mark="server"]`))
    await until(() => network.hanging() === 0, 'what was given up is let go')
    await onServer(gym, sessionId, working.slice(0, 2))
    assert.equal(writes(network.passed), 3)
  }),
)

test(
  'what waits is sent by a timer and not before; at once when the app comes to the foreground, and when the network is back',
  inGym(async (gym) => {
    const { phone, network } = gym
    const { page, sessionId, working, requests } = await training(gym)
    await stopTime(page)
    let sets = 0
    const sent = (act?: () => Promise<unknown>) => onServer(gym, sessionId, working.slice(0, sets), act)

    await keptWaiting(gym, page, requests, working[sets++]!)
    network.decide(() => ({ kind: 'pass' }))
    const before = writes(network.passed)
    await page.clock.runFor(7_000)
    assert.equal(writes(network.passed), before, 'not before its time')
    await page.clock.runFor(1_000)
    await sent()

    // From here on no time passes after the trigger: the timer cannot be what sends.
    await keptWaiting(gym, page, requests, working[sets++]!)
    // Going to the background tries once more, and is refused like all before.
    await refused(page, requests, 1, () =>
      page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
        document.dispatchEvent(new Event('visibilitychange'))
      }),
    )
    network.decide(() => ({ kind: 'pass' }))
    await sent(() =>
      page.evaluate(() => {
        Reflect.deleteProperty(document, 'visibilityState')
        document.dispatchEvent(new Event('visibilitychange'))
      }),
    )

    await keptWaiting(gym, page, requests, working[sets++]!)
    network.decide(() => ({ kind: 'pass' }))
    await sent(async () => {
      await phone.setOffline(true)
      await phone.setOffline(false)
    })
  }),
)

/** One set logged while another server answers, tried four times: after 1, 2 and 4 s; the next attempt by the timer is 8 s away. */
async function keptWaiting({ network }: Gym, page: Page, requests: () => Promise<Requests>, { id }: PlannedSet): Promise<void> {
  network.decide(() => ({ kind: 'captivePortal' }))
  await refused(page, requests, 4, () => tick(page, id))
}

/** Runs what makes the app send, and lets time pass until it has received so many answers of another server. */
async function refused(page: Page, requests: () => Promise<Requests>, times: number, act: () => Promise<unknown>): Promise<void> {
  const heard = async () => (await requests()).all.filter(({ kind, tookMs }) => kind === 'write' && tookMs !== null).length
  const before = await heard()
  await act()
  await passUntil(page, async () => (await heard()) >= before + times, {
    what: `${times} attempts were answered by somebody else`,
    mostMs: 15_000,
    isBusy: async () => (await requests()).all.some(({ tookMs }) => tookMs === null),
  })
}

type Training = { page: Page; sessionId: string; working: PlannedSet[]; requests: () => Promise<Requests> }

async function training({ phone, network, server }: Gym): Promise<Training> {
  const page = await phone.start()
  await holdTime(page)
  // The longest wait of the jitter, every time.
  await page.addInitScript(() => void (Math.random = () => 0.999))
  const requests = await watchRequests(page)
  await openTodaysSession(page, network.origin)
  const { session } = await todayOnServer(server)
  return { page, sessionId: session.id, working: workingSets(session), requests }
}

/**
 * Waits until these sets are on the server, and no others. `act` makes the app send, again at each check: a slow app that still reads an
 * older answer would ignore it.
 */
async function onServer(
  { server }: Gym,
  sessionId: string,
  sets: readonly PlannedSet[],
  act: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const ids = sets.map(({ id }) => id).sort()
  const has = async () => (await sessionOnServer(server, sessionId)).actualSets.map(({ id }) => id).sort()
  await until(async () => {
    await act()
    return (await has()).length === ids.length
  }, `${ids.length} sets are on the server`)
  assert.deepEqual(await has(), ids)
}

function writes(passed: readonly Passed[]): number {
  return passed.filter(({ operationId }) => operationId !== null).length
}
