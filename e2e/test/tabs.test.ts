import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plannedSetsOf } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { asTyped, cells, logSet, openTodaysSession, sessionOnServer, shown, todayOnServer, until } from '../lib/lifter.ts'

test(
  'two tabs on one session: each shows what the other logged, one of them sends, and the other takes over when it is closed',
  inGym(async ({ server, network, phone }) => {
    const first = await phone.start()
    await openTodaysSession(first, network.origin)
    const { session } = await todayOnServer(server)
    const second = await first.context().newPage()
    await second.setViewportSize({ width: 390, height: 844 })
    await second.goto(`${network.origin}/session/${session.id}`)
    const [a, b, c] = plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working')
    const inFirst = await logSet(first, a!, 0)
    const inSecond = await logSet(second, b!, 1)
    await shown(first.locator(`[data-testid="set-check-${b!.id}"][aria-checked="true"]`))
    await shown(second.locator(`[data-testid="set-check-${a!.id}"][aria-checked="true"]`))
    assert.deepEqual(await cells(first, inSecond), { ...inSecond, checked: true })
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
  'the tab that sends crashes: the other one takes over what it left unsent, and no set is lost or doubled',
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
      const atMs = Date.now() + 300
      // Both wait for the same moment without letting go of their threads: neither hears of the other before its own tap.
      const tapAt = (page: Page) =>
        page.evaluate(
          ([moment, testId]) => {
            const check = document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)!
            while (Date.now() < moment);
            check.click()
          },
          [atMs, `set-check-${id}`] as const,
        )
      await Promise.all([tapAt(first), tapAt(second)])
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
  'a tab that was frozen wakes, reads what happened meanwhile, and only then writes',
  inGym(async (gym) => {
    const { first, second, sessionId, working } = await twoTabs(gym)
    const browser = await second.context().newCDPSession(second)
    await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
    const meanwhile = [await logSet(first, working[0]!, 0), await logSet(first, working[1]!, 1)]
    await browser.send('Page.setWebLifecycleState', { state: 'active' })
    const awake = await logSet(second, working[2]!, 2)
    for (const typed of [...meanwhile, awake]) {
      for (const page of [first, second]) {
        await shown(page.locator(`[data-testid="set-check-${typed.setId}"][aria-checked="true"]`))
        assert.deepEqual(await cells(page, typed), { ...typed, checked: true })
      }
    }
    await until(async () => (await sessionOnServer(gym.server, sessionId)).actualSets.length === 3, 'all three are on the server')
    assert.deepEqual(asTyped(await sessionOnServer(gym.server, sessionId)), [...meanwhile, awake])
  }),
)

/** Today's session open in two tabs of one browser; the first one sends. */
async function twoTabs({ server, network, phone }: Gym) {
  const first = await phone.start()
  await openTodaysSession(first, network.origin)
  const { session } = await todayOnServer(server)
  const second = await first.context().newPage()
  await second.setViewportSize({ width: 390, height: 844 })
  await second.goto(`${network.origin}/session/${session.id}`)
  await shown(second.getByTestId('complete-workout'))
  const working = plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working')
  return { first, second, sessionId: session.id, working }
}
