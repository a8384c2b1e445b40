import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitProblems, motionProblems, tabProblems } from '../lib/accessible.ts'
import { inGym } from '../lib/gym.ts'
import { tours } from '../lib/tours.ts'

/** A desktop at 200 %, and the narrowest page there is (WCAG 2.2, 1.4.4 and 1.4.10). */
const ZOOMED = [
  { width: 640, height: 400 },
  { width: 320, height: 640 },
]

for (const [name, tour] of Object.entries(tours)) {
  test(`${name}, by keyboard: every control is reached and seen, nothing moves, and at 200 % all of it is there`, (t) =>
    inGym(async (gym) => {
      const page = await gym.phone.start()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await tour(gym, page, async (at, screen) => {
        await t.test(screen, async () => {
          const cut: string[] = []
          const before = at.viewportSize()!
          for (const size of ZOOMED) {
            await at.setViewportSize(size)
            await at.waitForFunction((width) => innerWidth === width, size.width)
            await at.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
            for (const problem of await fitProblems(at)) cut.push(`${size.width} px: ${problem}`)
          }
          await at.setViewportSize(before)
          assert.deepEqual({ cut, moves: await motionProblems(at), tab: await tabProblems(at) }, { cut: [], moves: [], tab: [] })
        })
      })
    })())
}
