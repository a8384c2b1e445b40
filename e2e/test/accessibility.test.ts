import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeProblems, fitProblems, motionProblems, tabProblems } from '../lib/accessible.ts'
import { inGym } from '../lib/gym.ts'
import { touchScreen } from '../lib/touch.ts'
import { tours } from '../lib/tours.ts'

/** A desktop at 200 %, and the narrowest page there is (WCAG 2.2, 1.4.4 and 1.4.10). */
const ZOOMED = [
  { width: 640, height: 400 },
  { width: 320, height: 640 },
]

for (const [name, tour] of Object.entries(tours)) {
  test(`${name}, by finger: axe finds nothing on any screen, light and dark`, (t) =>
    inGym(async (gym) => {
      const page = await gym.phone.start()
      await touchScreen(page)
      await tour(gym, page, async (at, screen) => {
        await t.test(screen, async () => {
          const found: Record<string, string[]> = {}
          for (const colorScheme of ['dark', 'light'] as const) {
            await at.emulateMedia({ colorScheme })
            found[colorScheme] = await axeProblems(at)
          }
          assert.deepEqual(found, { dark: [], light: [] })
        })
      })
    })())

  test(`${name}, by keyboard: every control is reached and seen, nothing moves, and at 200 % all of it is there`, (t) =>
    inGym(async (gym) => {
      const page = await gym.phone.start()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await tour(gym, page, async (at, screen) => {
        await t.test(screen, async () => {
          const found = { tab: await tabProblems(at), moves: await motionProblems(at), cut: [] as string[] }
          const before = at.viewportSize()!
          for (const size of ZOOMED) {
            await at.setViewportSize(size)
            await at.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
            for (const problem of await fitProblems(at)) found.cut.push(`${size.width} px: ${problem}`)
          }
          await at.setViewportSize(before)
          assert.deepEqual(found, { tab: [], moves: [], cut: [] })
        })
      })
    })())
}
