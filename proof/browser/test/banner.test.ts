import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import { fitProblems } from '../lib/accessible.ts'
import { inGym } from '../lib/gym.ts'
import { gone, openTodaysSession, shown, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

/** A phone, a small one, a desktop, and a phone at 200 % (WCAG 2.2, 1.4.4). */
const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
  { width: 1280, height: 800 },
  { width: 195, height: 422 },
]

/**
 * The position of every row of the session if its page were scrolled to the top: a ✓ scrolls to the next set, whatever the banner shows.
 */
const places = (page: Page): Promise<[string, number][]> =>
  page.locator('[data-testid^="set-row-"]').evaluateAll((rows) => {
    let scroller = rows[0]!.parentElement!
    while (!/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement!
    return rows.map((row) => [row.getAttribute('data-testid')!, row.getBoundingClientRect().top + scroller.scrollTop])
  })

const line = (page: Page) => page.getByTestId('offline-banner')

test(
  'the banner in the session is shown as long as the browser is offline, for hours, and goes with the first answer; no row ever moves',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await page.clock.install()
    await openTodaysSession(page, network.origin)
    const { session } = await todayOnServer(server)
    const sets = workingSets(session)
    // The rest that a ✓ begins is there from now on.
    await tick(page, sets[0]!.id)
    await phone.setOffline(true)
    await page.clock.fastForward(3_000)
    await shown(line(page))
    for (const hours of [0.01, 1, 3]) {
      await page.clock.fastForward(hours * 3_600_000)
      assert.ok(await line(page).isVisible(), `gone after another ${hours} h offline`)
    }
    await phone.setOffline(false)
    await gone(line(page))
    // Four changes in a minute would be an unstable connection.
    await page.clock.fastForward(60_000)
    for (const [at, size] of SIZES.entries()) {
      await page.setViewportSize(size)
      const before = await settled(page)
      const same = async (when: string) => assert.deepEqual(await places(page), before, `${size.width} px, ${when}: a row moved`)
      await phone.setOffline(true)
      await page.clock.fastForward(3_000)
      await shown(line(page))
      await same('when the line came')
      const height = (await line(page).boundingBox())!.height
      assert.ok(height <= 28, `it is thin: ${height} px`)
      await page.clock.fastForward(30_000)
      assert.ok(await line(page).isVisible(), `${size.width} px: gone after 30 s`)
      const cut = (await fitProblems(page)).filter((problem) => /offline|waiting/i.test(problem))
      assert.deepEqual(cut, [], 'its words fit')
      if (at === 0) {
        const words = await line(page).textContent()
        await tick(page, sets[1]!.id)
        await until(async () => (await line(page).textContent()) !== words, 'it counts what waits')
        assert.equal((await line(page).boundingBox())!.height, height, 'other words, the same height')
        await same('when its words changed')
      }
      await phone.setOffline(false)
      await until(
        async () => /Back online|All changes saved|Sending/.test((await line(page).textContent()) ?? ''),
        'it says that the network is back',
      )
      await same('when the network was back')
      await page.clock.fastForward(10_000)
      await gone(line(page))
      await same('when the line went')
      await page.clock.fastForward(60_000)
    }
  }),
)

/** The positions once the layout for the current window is stable: equal in five readings, some frames apart. */
async function settled(page: Page) {
  let same = 0
  let before = await places(page)
  await until(async () => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const now = await places(page)
    same = isDeepStrictEqual(now, before) ? same + 1 : 0
    before = now
    return same === 5
  }, 'the rows stand where they belong')
  return before
}

test(
  'the server hangs, then is busy: every page says the same, that it is not answering, until it takes what waits',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await page.clock.install()
    await openTodaysSession(page, network.origin)
    const { session } = await todayOnServer(server)
    const [set] = workingSets(session)
    const said = await everythingSaid(page)
    network.decide(() => ({ kind: 'hang' }))
    await tick(page, set!.id)
    // Every request is given up after 15 s of the page's clock.
    await until(async () => {
      await page.clock.fastForward(16_000)
      return line(page).isVisible()
    }, 'the line says so')
    assert.match((await line(page).getAttribute('aria-label'))!, /^The server isn't answering/)
    network.decide(() => ({ kind: 'problem', status: 503, code: 'unavailable' }))
    const answers = () => network.passed.filter(({ status }) => status === 503).length
    await until(async () => {
      await page.clock.fastForward(31_000)
      return answers() > 5
    }, 'it was asked again and again')
    assert.match((await line(page).getAttribute('aria-label'))!, /^The server isn't answering/)
    await page.getByTestId('sync-glyph').first().click()
    await shown(page.getByTestId('sync-standing'))
    assert.equal(await page.getByTestId('sync-standing').textContent(), "The server isn't answering")
    assert.match((await line(page).getAttribute('aria-label'))!, /^The server isn't answering/)
    assert.deepEqual(
      (await said()).filter((words) => /back online|sending|all changes saved/i.test(words)),
      [],
    )
    network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('sync-now').click()
    await until(async () => (await said()).some((words) => /All changes saved/.test(words)), 'all is saved')
    await page.clock.fastForward(10_000)
    await gone(line(page))
  }),
)

/** Records every text the banner shows on this page; a new load of the page begins again. */
async function everythingSaid(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const note = (): void => {
      const words = document.querySelector('[data-testid="offline-banner"]')?.textContent
      if (words && said.at(-1) !== words) said.push(words)
    }
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}
