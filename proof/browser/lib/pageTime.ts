import type { Page } from 'playwright-core'
import { until } from '../../../scripts/lib/testing/patience.ts'

/** Further ahead than any machine needs to pass a message on: a clock cannot be stopped in its own past. */
const AHEAD_MS = 60_000

/**
 * Puts the clocks and timers of a browser's pages into the hands of the test; before the first page is opened, and again after a
 * restart. They go with the real time until `stopTime`.
 */
export async function holdTime(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { realFrame: requestAnimationFrame.bind(window) }))
  await page.clock.install()
}

/** Moves the pages' time on by a minute and stops it there: from now on it passes with `page.clock.runFor` alone, until `page.clock.resume`. */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + AHEAD_MS)
}

/**
 * Lets time pass in a page where it was stopped, a quarter of a second at a time, until something holds. While `isBusy` it stands still:
 * what takes real time must not take the page's. Throws when it does not hold within so much of the page's time.
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

/** Waits until the page has drawn what changed so far, also while its time is stopped. */
export async function drawn(page: Page): Promise<void> {
  await page.clock.runFor(100)
  await page.evaluate(async () => {
    const { realFrame } = window as unknown as { realFrame: typeof requestAnimationFrame }
    for (let frames = 0; frames < 3; frames++) await new Promise(realFrame)
  })
}
