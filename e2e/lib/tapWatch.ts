import type { CDPSession, Page } from 'playwright-core'
import { shown } from './lifter.ts'

/** What one tap cost, in milliseconds, and how many rows of sets it changed in the page. */
export type Tapped = {
  /** From the finger's own time to the frame that shows the result. */
  paintedMs: number
  /** As the browser's Event Timing has it: until the handler begins, and until the next paint (in steps of 8 ms). */
  delayMs: number
  durationMs: number
  rows: number
}

/** A button that does nothing, in the same page: what a tap costs there at the least. */
export const NOTHING = 'does-nothing'

/** Makes the page measure taps. Once, after it is open. */
export async function watchTaps(page: Page): Promise<void> {
  await page.evaluate((nothing) => {
    const button = document.createElement('button')
    button.dataset['testid'] = nothing
    button.setAttribute('aria-checked', 'false')
    Object.assign(button.style, {
      position: 'fixed',
      left: '0',
      bottom: '50%',
      width: '56px',
      height: '56px',
      zIndex: '9',
      opacity: '0.01',
    })
    document.body.append(button)

    const timings: PerformanceEventTiming[] = []
    const observer = new PerformanceObserver((list) => timings.push(...(list.getEntries() as PerformanceEventTiming[])))
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)

    Object.assign(window, {
      /** Resolves once the tap is over: it is told before the finger comes down. */
      nextTap: (testId: string) =>
        new Promise<Tapped>((resolve) => {
          const target = document.querySelector(`[data-testid="${testId}"]`)!
          const rows = new Set<string>()
          let startMs = -1
          let paintedMs = -1
          timings.length = 0
          const painted = () => {
            if (paintedMs >= 0) return
            paintedMs = 0
            // The frame after the next begins when the next one has been handed to the screen.
            requestAnimationFrame(() => requestAnimationFrame(() => (paintedMs = performance.now() - startMs)))
          }
          const changes = new MutationObserver((records) => {
            for (const { target: at } of records) {
              const row = (at instanceof Element ? at : at.parentElement)?.closest('[data-row]')?.getAttribute('data-row')
              if (row) rows.add(row)
            }
            if (target.getAttribute('aria-checked') === 'true') painted()
          })
          changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
          const begin = (event: Event) => (startMs = event.timeStamp)
          // Pressing is part of it, but the set is logged when the finger leaves.
          document.addEventListener('pointerup', begin, { capture: true, once: true })
          if (target.getAttribute('data-testid') === nothing) target.addEventListener('click', painted, { once: true })
          const look = () => {
            if (paintedMs <= 0) return void setTimeout(look, 20)
            setTimeout(() => {
              changes.disconnect()
              timings.push(...(observer.takeRecords() as PerformanceEventTiming[]))
              const ours = timings.filter(({ interactionId }) => interactionId > 0)
              const longest = ours.sort((a, b) => b.duration - a.duration)[0]
              resolve({
                paintedMs,
                delayMs: longest ? longest.processingStart - longest.startTime : 0,
                durationMs: longest?.duration ?? 0,
                rows: rows.size,
              })
            }, 120)
          }
          look()
        }),
    })
  }, NOTHING)
}

/** Taps what a test id names with a finger and waits until its ✓, if it has one, is painted. */
export async function tap(page: Page, browser: CDPSession, testId: string): Promise<Tapped> {
  const target = page.getByTestId(testId)
  await target.scrollIntoViewIfNeeded()
  await shown(target)
  const box = (await target.boundingBox())!
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const tapped = page.evaluate((id) => (window as unknown as { nextTap(id: string): Promise<Tapped> }).nextTap(id), testId)
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  return tapped
}

/** The value below which this share of the values lies. */
export function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

/** "p50 31 ms, p95 44 ms, max 61 ms". */
export function inWords(values: readonly number[]): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return `p50 ${ms(share(values, 0.5))}, p95 ${ms(share(values, 0.95))}, max ${ms(Math.max(...values))}`
}
