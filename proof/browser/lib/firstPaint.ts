import type { Page } from 'playwright-core'
import { PRESENTED } from './presented.ts'

/**
 * Opens an address. Answers the time in milliseconds from the start of the navigation until the frame with this test id was on the screen,
 * as the browser reports it.
 */
export async function firstPaint(page: Page, address: string, testId: string): Promise<number> {
  await page.addInitScript(PRESENTED)
  await page.addInitScript((id) => {
    const shown = new Promise<number>((resolve) => {
      const changes = new MutationObserver(() => {
        if (!document.querySelector(`[data-testid="${CSS.escape(id)}"]`)) return
        changes.disconnect()
        resolve(presented())
      })
      changes.observe(document, { subtree: true, childList: true })
    })
    Object.assign(window, { shown })
  }, testId)
  await page.goto(address, { waitUntil: 'commit' })
  return await page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown)
}
