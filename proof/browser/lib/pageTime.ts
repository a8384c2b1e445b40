import type { Page } from 'playwright-core'
import { until } from '../../../scripts/lib/testing/patience.ts'

/** Further ahead than any machine needs to deliver a message: a clock cannot be stopped at a time that has passed. */
const AHEAD_MS = 60_000

/**
 * Lets the test control the clocks and timers of a browser's pages. Call it before the first page is opened, and again after a restart.
 * They follow the real time until `stopTime`.
 */
export async function holdTime(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { realFrame: requestAnimationFrame.bind(window) }))
  await page.clock.install()
}

/**
 * Moves the pages' time on by a minute and stops it there. From then on it passes only with `page.clock.runFor`, until `page.clock.resume`.
 */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + AHEAD_MS)
}

/**
 * Lets stopped time pass in a page, a quarter of a second at a time, until `condition` holds. While `isBusy` no time passes: what takes
 * real time must not use up the page's time. Throws when the condition does not hold within the given page time.
 */
export async function passUntil(
  page: Page,
  condition: () => boolean | Promise<boolean>,
  { what, mostMs, isBusy = () => false }: { what: string; mostMs: number; isBusy?: () => boolean | Promise<boolean> },
): Promise<void> {
  for (let passedMs = 0; !(await condition()); passedMs += STEP_MS) {
    if (passedMs >= mostMs) throw new Error(`not within ${mostMs} ms: ${what}`)
    await until(async () => !(await isBusy()), 'what is under way ends')
    await page.clock.runFor(STEP_MS)
  }
}

const STEP_MS = 250

/** Waits until the page has painted all changes so far, also while its time is stopped. */
export async function drawn(page: Page): Promise<void> {
  await page.clock.runFor(100)
  await page.evaluate(async () => {
    const { realFrame } = window as unknown as { realFrame: typeof requestAnimationFrame }
    for (let frames = 0; frames < 3; frames++) await new Promise(realFrame)
  })
}
