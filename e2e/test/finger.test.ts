import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGym } from '../lib/gym.ts'
import { openTodaysSession, sessionOnServer, shown, until } from '../lib/lifter.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'
import { touchScreen } from '../lib/touch.ts'

test(
  'a finger that lifts on a ✓ presses it once; one that slides away or drags the page presses nothing',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(4, 4))
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    const browser = await page.context().newCDPSession(page)
    const [first, second] = sets.map(({ id }) => page.getByTestId(`set-check-${id}`))
    const ticks = async () => [await first!.getAttribute('aria-checked'), await second!.getAttribute('aria-checked')].join(' ')
    const presses: string[] = []
    await page.exposeFunction('pressed', (type: string) => presses.push(type))
    await page.evaluate(() => {
      const { pressed } = window as unknown as { pressed: (type: string) => void }
      for (const type of ['touchend', 'click']) document.addEventListener(type, () => pressed(type), { capture: true })
    })

    await tap(`set-check-${sets[0]!.id}`)
    await until(async () => (await ticks()) === 'true false', 'the ✓ is there')
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.equal(await ticks(), 'true false', 'and nothing takes it back')
    assert.deepEqual(presses, ['touchend'], 'no click was made up after the finger')

    const { x, y, width, height } = (await second!.boundingBox())!
    const at = { x: x + width / 2, y: y + height / 2 }
    const slide = async (byX: number, byY: number) => {
      await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
      for (let step = 1; step <= 5; step++) {
        const touchPoints = [{ x: at.x + (byX * step) / 5, y: at.y + (byY * step) / 5 }]
        await browser.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints })
      }
      await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await slide(-80, 0)
    assert.equal(await ticks(), 'true false', 'a finger that slid away pressed nothing')
    await slide(0, -120)
    assert.equal(await ticks(), 'true false', 'a finger that dragged the page pressed nothing')

    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    await tap(`set-check-${sets[0]!.id}`)
    await until(async () => (await ticks()) === 'false false', 'a second tap takes it back')
  }),
)

test(
  'a finger that comes down on a ✓ while the page still moves stops the page, and presses nothing',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(12, 6))
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    const browser = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      browser.send('Input.dispatchTouchEvent', { type, touchPoints })
    const ticked = () => page.locator('[data-testid^="set-check-"][aria-checked="true"]').count()
    await page.evaluate(() => {
      let scrolledMs = -Infinity
      const fingers: { onCheck: boolean; onMoving: boolean }[] = []
      Object.assign(window, { fingers })
      document.addEventListener('scroll', () => (scrolledMs = performance.now()), { capture: true, passive: true })
      const note = ({ target }: Event) => {
        const onCheck = (target as Element).closest('[data-testid^="set-check-"]') !== null
        fingers.push({ onCheck, onMoving: performance.now() - scrolledMs < 50 })
      }
      document.addEventListener('touchstart', note, { capture: true, passive: true })
    })
    const fingers = () => page.evaluate(() => (window as unknown as { fingers: { onCheck: boolean; onMoving: boolean }[] }).fingers)
    const caught = async () => (await fingers()).filter(({ onCheck, onMoving }) => onCheck && onMoving).length

    const { x, width } = (await page.getByTestId(`set-check-${sets[0]!.id}`).boundingBox())!
    const column = x + width / 2
    // The page moves under the finger, so now and then it comes down between two rows: thrown on until it met a ✓ twice.
    for (let throws = 0; (await caught()) < 2; throws++) {
      assert.ok(throws < 8, 'no finger met a ✓ that moves')
      const before = await ticked()
      await touch('touchStart', { x: 60, y: 500 })
      for (let step = 1; step <= 4; step++) await touch('touchMove', { x: 60, y: 500 - 60 * step })
      await touch('touchEnd')
      await new Promise((resolve) => setTimeout(resolve, 100))
      await touch('touchStart', { x: column, y: 400 })
      await touch('touchEnd')
      await new Promise((resolve) => setTimeout(resolve, 500))
      // On a slow machine the throw may be none, and a finger on a page at rest is a tap.
      if ((await fingers()).at(-1)!.onMoving) assert.equal(await ticked(), before, 'the finger that stopped the page pressed nothing')
    }
    const before = await ticked()
    await tap(`set-check-${sets[0]!.id}`)
    await until(async () => (await ticked()) === before + 1, 'the next tap, on a page that stands still, is one')
  }),
)

test(
  'a second press on the button of the next set, before the button knows of the first, is the first: one set, logged once',
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(1, 3))
    const page = await phone.start()
    await openTodaysSession(page, network.origin)
    const [first] = sets.map(({ id }) => id)
    // Twice in one go, before the disk answers; and once more when the ✓ is in the page and the button is a frame behind it.
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
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length > 0, 'the set is on the server')
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
    assert.deepEqual(
      (await sessionOnServer(server, session.id)).actualSets.map(({ id }) => id),
      [first],
    )
    assert.equal(await page.locator('[data-testid^="set-check-"][aria-checked="true"]').count(), 1, 'and no other set has its ✓')
    const sent = network.passed.filter(({ path }) => path.includes('/sets/') || path === '/v1/operations')
    assert.equal(sent.length, 1, `sent once: ${sent.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
  }),
)
