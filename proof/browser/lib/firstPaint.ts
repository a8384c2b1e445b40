import type { Page } from 'playwright-core'
import { PRESENTED } from './presented.ts'

/**
 * Opens an address and answers how long it took from the start of the navigation until the frame that shows what a test id names stood
 * on the screen, in milliseconds, by the browser's own word.
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
