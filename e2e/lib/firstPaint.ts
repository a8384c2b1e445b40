import type { Page } from 'playwright-core'

/**
 * Opens an address and answers how long it took from the start of the navigation until the frame that shows what a test id names stood
 * on the screen, in milliseconds, by the browser's own word (Element Timing, as in `tapWatch.ts`).
 */
export async function firstPaint(page: Page, address: string, testId: string): Promise<number> {
  await page.addInitScript((id) => {
    const shown = new Promise<number>((resolve) => {
      const changes = new MutationObserver(() => {
        if (!document.querySelector(`[data-testid="${CSS.escape(id)}"]`)) return
        changes.disconnect()
        const letter = document.createElement('span')
        letter.setAttribute('elementtiming', 'first')
        letter.textContent = '.'
        Object.assign(letter.style, { position: 'fixed', left: '0', top: '0', contain: 'strict', width: '9px', height: '9px' })
        const paints = new PerformanceObserver((list) => {
          paints.disconnect()
          letter.remove()
          resolve((list.getEntries()[0] as PerformanceEntry & { renderTime: number }).renderTime)
        })
        paints.observe({ type: 'element' })
        document.body.append(letter)
      })
      changes.observe(document, { subtree: true, childList: true })
    })
    Object.assign(window, { shown })
  }, testId)
  await page.goto(address, { waitUntil: 'commit' })
  return await page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown)
}
