import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { inGym } from '../lib/gym.ts'
import { openTodaysSession, sessionOnServer, shown } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { holdTime, stopTime } from '../lib/pageTime.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'
import { touchScreen } from '../lib/touch.ts'

test(
  'a touch that lifts on a ✓ presses it once; one that moves away or scrolls the page presses nothing',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(4, 4))
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    const browser = await page.context().newCDPSession(page)
    const [first, second] = sets.map(({ id }) => page.getByTestId(`set-check-${id}`))
    const ticks = async () => [await first!.getAttribute('aria-checked'), await second!.getAttribute('aria-checked')].join(' ')
    const presses: string[] = []
    await page.exposeFunction('pressed', (what: string) => presses.push(what))
    await page.evaluate(() => {
      const { pressed } = window as unknown as { pressed: (what: string) => void }
      document.addEventListener('click', () => pressed('click'), { capture: true })
      // After the page's own listeners.
      window.addEventListener('touchend', ({ defaultPrevented }) => pressed(defaultPrevented ? 'press' : 'lift'))
    })

    await tap(`set-check-${sets[0]!.id}`)
    await becomes(ticks, 'true false', 'the ✓ is there')

    const { x, y, width, height } = (await second!.boundingBox())!
    const at = { x: x + width / 2, y: y + height / 2 }
    const slide = async (byX: number, byY: number) => {
      await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
      for (let step = 1; step <= 5; step++) {
        const touchPoints = [{ x: at.x + (byX * step) / 5, y: at.y + (byY * step) / 5 }]
        await browser.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints })
      }
      await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await slide(-80, 0)
    await slide(0, -120)

    // Touches are handled in order: every earlier press has happened by now, and this one would reverse it.
    await tap(`set-check-${sets[0]!.id}`)
    await becomes(ticks, 'false false', 'a second tap takes it back; a finger that slid away or dragged the page pressed nothing')
    // A lift that pressed nothing may be followed by a click that does: just after the page moved, or when a slow page delayed the browser.
    assert.doesNotMatch(presses.join(', '), /press, click/, 'no click was made up after a finger that pressed')
    assert.match(presses.join(', '), /press/)
  }),
)

test(
  'a touch on a ✓ while the page still scrolls stops the page, and presses nothing',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(12, 6))
    const page = await phone.start()
    await holdTime(page)
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    const browser = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', ...touchPoints: { x: number; y: number }[]) =>
      browser.send('Input.dispatchTouchEvent', { type, touchPoints })
    const checks = page.locator('[data-testid^="set-check-"][aria-checked="true"]')
    const ticked = async () => (await checks.evaluateAll((all) => all.map((check) => check.getAttribute('data-testid')!))).sort()
    await page.evaluate(() => {
      let hasScrolled = false
      const lifted: string[] = []
      const clicked: string[] = []
      Object.assign(window, { finger: false, presses: { lifted, clicked } })
      document.addEventListener('scroll', () => (hasScrolled = true), { capture: true, passive: true })
      const note = ({ target }: Event) => {
        const onCheck = (target as Element).closest('[data-testid^="set-check-"]') !== null
        Object.assign(window, { finger: onCheck && hasScrolled })
        hasScrolled = false
      }
      document.addEventListener('touchstart', note, { capture: true, passive: true })
      const check = ({ target }: Event) => (target as Element).closest('[data-testid^="set-check-"]')?.getAttribute('data-testid')
      const add = (list: string[], event: Event) => list.push(...[check(event)].filter((id) => id !== undefined && id !== null))
      // In the capture phase: the press itself stops a click from bubbling.
      document.addEventListener('click', (event) => add(clicked, event), { capture: true })
      // After the page's own listeners: a touch that the app took as a press has no click.
      window.addEventListener('touchend', (event) => event.defaultPrevented && add(lifted, event))
    })
    /** The presses on a ✓: by the app when a finger lifted, and by the browser's clicks. */
    const presses = () => page.evaluate(() => (window as unknown as { presses: Record<'lifted' | 'clicked', string[]> }).presses)
    /** Whether the page scrolled since the touch before, and this touch was on a ✓. */
    const hasMet = () => page.evaluate(() => (window as unknown as { finger: boolean }).finger)

    const { x, width } = (await page.getByTestId(`set-check-${sets[0]!.id}`).boundingBox())!
    const column = x + width / 2
    // No time passes, so for the app the page scrolled just now, however slow the machine is. Sometimes a touch is between two rows, or
    // before the page moves: it is then cancelled, which is no press. The page is flung up and down until a touch was on a ✓ twice.
    await stopTime(page)
    for (let met = 0, throws = 0; met < 2; throws++) {
      assert.ok(throws < 500, 'no finger met a ✓ that moves')
      const [from, by] = throws % 2 === 0 ? [500, -60] : [260, 60]
      await touch('touchStart', { x: 60, y: from })
      for (let step = 1; step <= 4; step++) await touch('touchMove', { x: 60, y: from + by * step })
      await touch('touchEnd')
      await touch('touchStart', { x: column, y: 400 })
      const isMet = await hasMet()
      await touch(isMet ? 'touchEnd' : 'touchCancel')
      if (isMet) met++
    }
    await page.clock.resume()
    // Touches are handled in order: every earlier press has happened by now. If this touch is just after a late move of the page, the app
    // leaves it to the browser, whose click is then the press.
    const last = `set-check-${sets[0]!.id}`
    const before = (await ticked()).includes(last)
    await tap(last)
    await until(async () => (await ticked()).includes(last) !== before, 'a tap on a page that stands still presses')
    const { lifted } = await presses()
    assert.ok(
      isDeepStrictEqual(lifted, [last]) || lifted.length === 0,
      `the fingers that stopped the page pressed nothing: ${lifted.join(', ')}`,
    )
    // Only the browser knows whether a touch is just after the last move or just before: it makes a click or none, and maybe later.
    const wanted = async () => {
      const { lifted, clicked } = await presses()
      const pressed = [...lifted, ...clicked]
      return [...new Set(pressed)].filter((id) => pressed.filter((other) => other === id).length % 2 === 1).sort()
    }
    await until(async () => isDeepStrictEqual(await ticked(), await wanted()), 'each ✓ that changed was pressed')
  }),
)

test(
  'a second press on the button of the next set, before the button is rendered again, counts as the first: one set, logged once',
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(1, 3))
    const page = await phone.start()
    await openTodaysSession(page, network.origin)
    const [first, second] = sets.map(({ id }) => id)
    // Twice at once, before the disk answers; and once more when the ✓ is in the page and the button is one frame late.
    const late = await page.evaluate((setId) => {
      const button = document.querySelector<HTMLElement>('[data-testid="log-next-set"]')!
      const check = document.querySelector(`[data-testid="set-check-${setId}"]`)!
      const before = button.textContent
      const pressedLate = new Promise<boolean>((resolve) => {
        const watch = new MutationObserver(() => {
          if (check.getAttribute('aria-checked') !== 'true') return
          watch.disconnect()
          const isBehind = button.textContent === before
          button.click()
          resolve(isBehind)
        })
        watch.observe(check, { attributes: true })
      })
      button.click()
      button.click()
      return pressedLate
    }, first!)
    assert.equal(late, true, 'the button still showed the set that has its ✓')
    await shown(page.locator(`[data-testid="set-mark-${first}"][data-mark="server"]`))
    // A later change is sent later: everything that the presses caused is done by then.
    await page.getByTestId('log-next-set').click()
    await shown(page.locator(`[data-testid="set-mark-${second}"][data-mark="server"]`))
    assert.deepEqual(
      (await sessionOnServer(server, session.id)).actualSets.sort((a, b) => a.setOrder - b.setOrder).map(({ id }) => id),
      [first, second],
    )
    assert.equal(await page.locator('[data-testid^="set-check-"][aria-checked="true"]').count(), 2, 'and no other set has its ✓')
    const sent = network.passed.filter(({ path }) => path.includes('/sets/') || path === '/v1/operations')
    assert.equal(sent.length, 2, `each sent once: ${sent.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
  }),
)
