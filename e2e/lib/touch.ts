import type { Page } from 'playwright-core'

/** Taps what a test id names with one finger, as a phone's screen does. */
export type Tap = (testId: string) => Promise<void>

/** Turns the page into a phone's screen: fingers instead of a mouse. Before it is opened, so that the app starts that way. */
export async function touchScreen(page: Page): Promise<Tap> {
  const browser = await page.context().newCDPSession(page)
  const { width, height } = page.viewportSize()!
  await browser.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 2, mobile: true })
  await browser.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 })
  return async (testId) => {
    const target = page.getByTestId(testId)
    await target.scrollIntoViewIfNeeded({ timeout: 30_000 })
    const box = await target.boundingBox()
    if (!box) throw new Error(`${testId} is not on the screen`)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
}
