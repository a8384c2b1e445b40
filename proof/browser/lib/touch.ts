import type { Page } from 'playwright-core'
import { until } from '../../../scripts/lib/testing/patience.ts'

/** Taps the element with this test id with one finger, as on a phone. */
export type Tap = (testId: string) => Promise<void>

/** Turns the page into a touch screen without a mouse. Call it before the page is opened, so that the app starts that way. */
export async function touchScreen(page: Page): Promise<Tap> {
  const browser = await page.context().newCDPSession(page)
  const { width, height } = page.viewportSize()!
  await browser.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 2, mobile: true })
  await browser.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 })
  await page.addInitScript(watchScrolls)
  return async (testId) => {
    const target = page.getByTestId(testId)
    await target.scrollIntoViewIfNeeded()
    await atRest(page)
    const box = await target.boundingBox()
    if (!box) throw new Error(`${testId} is not on the screen`)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
}

/** Longer than the time in which the app takes a touch as stopping the scroll and not as a press. */
const REST_MS = 150

/** Waits until nothing in the page scrolls, so that a touch is a press. */
export async function atRest(page: Page): Promise<void> {
  await until(
    () => page.evaluate((restMs) => performance.now() - (window as unknown as Scrolls).scrolls.lastMs > restMs, REST_MS),
    'the page is at rest',
  )
}

type Scrolls = { scrolls: { lastMs: number } }

/** Runs in the page. */
function watchScrolls(): void {
  const scrolls = { lastMs: -Infinity }
  Object.assign(window, { scrolls })
  document.addEventListener('scroll', () => (scrolls.lastMs = performance.now()), { capture: true, passive: true })
}
