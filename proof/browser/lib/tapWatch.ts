import type { CDPSession, Page } from 'playwright-core'
import { PRESENTED } from './presented.ts'

/** The cost of one tap in milliseconds, and how many rows of sets it changed in the page. */
export type Tapped = {
  /** From the finger's lift, by its time stamp, until the frame with the result was on the screen. */
  paintedMs: number
  /** The part of it until the result was in the page: the app and its disk. The rest is the browser's layout and paint. */
  inPageMs: number
  /** From the browser's Event Timing: until the handler begins, and until the next paint (in steps of 8 ms, never below 16). */
  delayMs: number
  durationMs: number
  rows: number
}

/** A button that does nothing, in the same page: the smallest cost of a tap there. */
export const NOTHING = 'does-nothing'

/** Longer than any tap takes on any machine: a lost tap ends the measurement with an error. */
const LOST_MS = 20_000

/** Makes the page measure taps. Call it once, after the page is open. */
export async function watchTaps(page: Page): Promise<void> {
  await page.evaluate(PRESENTED)
  await page.evaluate(
    ([nothing, lostMs]) => {
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
        /** Where to touch: the middle of the element with this test id, scrolled into view. */
        locationOf: (testId: string) => {
          const target = document.querySelector(`[data-testid="${CSS.escape(testId)}"]`)!
          const isInSight = ({ top, bottom }: DOMRect) => top > innerHeight / 8 && bottom < innerHeight / 2
          if (!isInSight(target.getBoundingClientRect())) target.scrollIntoView({ block: 'center' })
          const { left, top, width, height } = target.getBoundingClientRect()
          return { x: left + width / 2, y: top + height / 2 }
        },
        /** Resolves once the tap is over. Call it before the finger touches. */
        nextTap: async (testId: string): Promise<Tapped> => {
          const target = document.querySelector(`[data-testid="${CSS.escape(testId)}"]`)!
          const rows = new Set<string>()
          timings.length = 0
          let liftedMs = -1
          // The press includes the whole touch, but the set is logged when the finger lifts.
          document.addEventListener('pointerup', (event) => (liftedMs = event.timeStamp), { capture: true, once: true })
          let inPageMs = -1
          let presentedMs = Promise.resolve(0)
          let isShown = (): void => {}
          const result = (): void => {
            if (inPageMs >= 0) return
            inPageMs = performance.now() - liftedMs
            presentedMs = presented()
            isShown()
          }
          const changes = new MutationObserver((records) => {
            for (const { target: at } of records) {
              const row = (at instanceof Element ? at : at.parentElement)?.closest('[data-row]')?.getAttribute('data-row')
              if (row) rows.add(row)
            }
            if (target.getAttribute('aria-checked') === 'true') result()
          })
          changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
          if (testId === nothing) target.addEventListener('click', result, { once: true })
          await new Promise<void>((resolve, reject) => {
            const lost = setTimeout(() => reject(new Error(`the tap on ${testId} came to nothing within ${lostMs} ms`)), lostMs)
            isShown = () => {
              clearTimeout(lost)
              resolve()
            }
          })
          const paintedMs = (await presentedMs) - liftedMs
          // By then the work after the ✓ is over, and the browser has reported the duration of its events.
          await new Promise((resolve) => setTimeout(resolve, 150))
          changes.disconnect()
          timings.push(...(observer.takeRecords() as PerformanceEventTiming[]))
          const ours = timings.filter(({ interactionId }) => interactionId > 0)
          const longest = ours.sort((a, b) => b.duration - a.duration)[0]
          return {
            paintedMs,
            inPageMs,
            delayMs: longest ? longest.processingStart - longest.startTime : 0,
            durationMs: longest?.duration ?? 16,
            rows: rows.size,
          }
        },
      })
    },
    [NOTHING, LOST_MS] as const,
  )
}

type Watched = { locationOf(testId: string): { x: number; y: number }; nextTap(testId: string): Promise<Tapped> }

/** After scrolling, a finger rests for a moment before it taps. */
const STILL_MS = 200

/** Taps the element with this test id and waits until its ✓, if it has one, is on the screen. Throws when the tap is lost. */
export async function tap(page: Page, browser: CDPSession, testId: string): Promise<Tapped> {
  const at = await page.evaluate((id) => (window as unknown as Watched).locationOf(id), testId)
  await new Promise((resolve) => setTimeout(resolve, STILL_MS))
  const tapped = page.evaluate((id) => (window as unknown as Watched).nextTap(id), testId)
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  return await tapped
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
