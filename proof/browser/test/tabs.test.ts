import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { asTyped, cells, logSet, openTodaysSession, sessionOnServer, shown, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import type { Network } from '../lib/network.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

test(
  'two tabs on one session: each shows what the other logged, one of them sends, and the other takes over when it is closed',
  inGym(async ({ server, network, phone }) => {
    const first = await phone.start()
    await openTodaysSession(first, network.origin)
    const { session } = await todayOnServer(server)
    const second = await first.context().newPage()
    await second.setViewportSize({ width: 390, height: 844 })
    await second.goto(`${network.origin}/session/${session.id}`)
    const [a, b, c] = workingSets(session)
    const inFirst = await logSet(first, a!, 0)
    const inSecond = await logSet(second, b!, 1)
    await shown(first.locator(`[data-testid="set-check-${b!.id}"][aria-checked="true"]`))
    await shown(second.locator(`[data-testid="set-check-${a!.id}"][aria-checked="true"]`))
    await becomes(() => cells(first, inSecond), { ...inSecond, checked: true })
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 2, 'both sets are on the server')
    const sent = network.passed.filter(({ operationId }) => operationId !== null).map(({ operationId }) => operationId)
    assert.deepEqual(sent, [...new Set(sent)], 'no tab sent what the other one had')

    await first.close()
    const afterwards = await logSet(second, c!, 2)
    await shown(second.locator(`[data-testid="set-mark-${c!.id}"][data-mark="server"]`))
    assert.deepEqual(asTyped(await sessionOnServer(server, session.id)), [inFirst, inSecond, afterwards])
  }),
)

test(
  'the tab that sends crashes: the other one sends what it left, and no set is lost or doubled',
  inGym(async (gym) => {
    const { first, second, sessionId, working } = await twoTabs(gym)
    gym.network.decide(({ method }) => (method === 'PUT' || method === 'POST' ? { kind: 'hang' } : { kind: 'pass' }))
    const left = await logSet(first, working[0]!, 0)
    await shown(second.locator(`[data-testid="set-check-${working[0]!.id}"][aria-checked="true"]`))
    gym.network.decide(() => ({ kind: 'pass' }))
    const crashed = new Promise((resolve) => first.once('crash', resolve))
    const browser = await first.context().newCDPSession(first)
    browser.send('Page.crash').catch(() => 'a page that crashes does not answer')
    await crashed
    const own = await logSet(second, working[1]!, 1)
    for (const { setId } of [left, own]) await shown(second.locator(`[data-testid="set-mark-${setId}"][data-mark="server"]`))
    assert.deepEqual(asTyped(await sessionOnServer(gym.server, sessionId)), [left, own])
  }),
)

test(
  'the same set ticked in two tabs at the same moment is one set',
  inGym(async (gym) => {
    const { first, second, sessionId, working } = await twoTabs(gym)
    const sets = working.slice(0, 3)
    for (const { id } of sets) {
      // Both wait for each other and block their threads: neither learns of the other's tap before its own.
      const meet = meeting(gym.network)
      const tapTogether = (page: Page) =>
        page.evaluate(
          ([address, testId]) => {
            const check = document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)!
            const other = new XMLHttpRequest()
            other.open('GET', address, false)
            other.send()
            check.click()
          },
          [meet, `set-check-${id}`] as const,
        )
      await Promise.all([tapTogether(first), tapTogether(second)])
      gym.network.decide(() => ({ kind: 'pass' }))
      for (const page of [first, second]) await shown(page.locator(`[data-testid="set-mark-${id}"][data-mark="server"]`))
    }
    const onServer = await sessionOnServer(gym.server, sessionId)
    assert.deepEqual(onServer.actualSets.map(({ id }) => id).sort(), sets.map(({ id }) => id).sort())
    assert.equal(onServer.revisionCount, 0)
    const sent = gym.network.passed.flatMap(({ operationId }) => operationId ?? [])
    assert.deepEqual(sent, [...new Set(sent)], 'nothing was sent twice')
  }),
)

test(
  'the tab that sends is frozen: the other one takes over, and when the first one runs again it shows everything and sends nothing it had left',
  inGym(async (gym) => {
    const { first, second, sessionId, working } = await twoTabs(gym)
    const [a, b, c, d] = working
    await logSet(first, a!, 0)
    await shown(first.locator(`[data-testid="set-mark-${a!.id}"][data-mark="server"]`))
    // Frozen with this one unsent: it follows the first so soon that the batch window is open.
    const left = await logSet(first, b!, 1)
    await shown(second.locator(`[data-testid="set-check-${b!.id}"][aria-checked="true"]`))
    const thaw = await freeze(first)
    const passedBefore = gym.network.passed.length
    const changed = { ...left, reps: '12' }
    await second.getByTestId(`set-check-${b!.id}`).click()
    await second.getByTestId(`set-reps-${b!.id}`).fill(changed.reps)
    await tick(second, b!.id)
    const own = await logSet(second, c!, 2)
    for (const { setId } of [changed, own]) await shown(second.locator(`[data-testid="set-mark-${setId}"][data-mark="server"]`))
    assert.deepEqual(asTyped(await sessionOnServer(gym.server, sessionId)).slice(1), [changed, own])
    assert.ok(gym.network.passed.length > passedBefore)

    await thaw()
    const awake = await logSet(first, d!, 3)
    for (const page of [first, second]) {
      await shown(page.locator(`[data-testid="set-mark-${d!.id}"][data-mark="server"]`))
      for (const typed of [changed, own, awake]) await becomes(() => cells(page, typed), { ...typed, checked: true })
    }
    assert.deepEqual(asTyped(await sessionOnServer(gym.server, sessionId)).slice(1), [changed, own, awake])
    const sent = gym.network.passed.flatMap(({ operationId }) => operationId ?? [])
    assert.deepEqual(sent, [...new Set(sent)], 'nothing was sent twice')
  }),
)

test(
  'a frozen tab that does not send runs again, reads what happened meanwhile, and only then writes',
  inGym(async (gym) => {
    const { first, second, sessionId, working } = await twoTabs(gym)
    const thaw = await freeze(second)
    const meanwhile = [await logSet(first, working[0]!, 0), await logSet(first, working[1]!, 1)]
    await thaw()
    const awake = await logSet(second, working[2]!, 2)
    for (const typed of [...meanwhile, awake]) {
      for (const page of [first, second]) {
        await shown(page.locator(`[data-testid="set-check-${typed.setId}"][aria-checked="true"]`))
        await becomes(() => cells(page, typed), { ...typed, checked: true })
      }
    }
    await until(async () => (await sessionOnServer(gym.server, sessionId)).actualSets.length === 3, 'all three are on the server')
    assert.deepEqual(asTyped(await sessionOnServer(gym.server, sessionId)), [...meanwhile, awake])
  }),
)

/** An address that answers once both tabs have requested it. */
function meeting(network: Network): string {
  let there = 0
  let all = (): void => {}
  const allThere = new Promise<void>((resolve) => (all = resolve))
  network.decide(({ path }) => {
    if (!path.endsWith('?meet')) return { kind: 'pass' }
    if (++there === 2) all()
    return { kind: 'hold', until: allThere }
  })
  return `${network.origin}${endpoints.server.path}?meet`
}

/**
 * Freezes a tab, and answers how to resume it. The debugger stops it as the system stops a background tab; `Page.setWebLifecycleState` only
 * tells the page, which goes on running.
 */
async function freeze(page: Page): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Debugger.enable')
  const paused = new Promise((resolve) => browser.once('Debugger.paused', resolve))
  await browser.send('Debugger.pause')
  // It pauses at the next statement, and an idle page has none.
  browser.send('Runtime.evaluate', { expression: '1' }).catch(() => 'it answers when it is thawed')
  await paused
  let isAwake = false
  const answer = page.evaluate(() => 'awake').finally(() => (isAwake = true))
  return async () => {
    assert.equal(isAwake, false, 'it was frozen all the while')
    await browser.send('Debugger.resume')
    await browser.send('Debugger.disable')
    assert.equal(await answer, 'awake')
    await browser.detach()
  }
}

/** Today's session open in two tabs of one browser; the first one sends. */
async function twoTabs({ server, network, phone }: Gym) {
  const first = await phone.start()
  await openTodaysSession(first, network.origin)
  const { session } = await todayOnServer(server)
  const second = await first.context().newPage()
  await second.setViewportSize({ width: 390, height: 844 })
  await second.goto(`${network.origin}/session/${session.id}`)
  await shown(second.getByTestId('complete-workout'))
  const working = workingSets(session)
  return { first, second, sessionId: session.id, working }
}
