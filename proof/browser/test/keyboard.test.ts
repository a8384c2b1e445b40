import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitProblems, motionProblems, tabProblems } from '../lib/accessible.ts'
import { inGym } from '../lib/gym.ts'
import { drawn, holdTime, stopTime } from '../lib/pageTime.ts'
import { tours } from '../lib/tours.ts'

/** A desktop at 200 %, and the narrowest page that must work (WCAG 2.2, 1.4.4 and 1.4.10). */
const ZOOMED = [
  { width: 640, height: 400 },
  { width: 320, height: 640 },
]

for (const [name, tour] of Object.entries(tours)) {
  test(
    `${name}, by keyboard: every control is reached and shows its focus, nothing moves, and at 200 % everything is there`,
    inGym(async (gym, t) => {
      const page = await gym.phone.start()
      await holdTime(page)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await tour(gym, page, async (at, screen) => {
        await t.test(screen, async () => {
          // What is shown for some seconds only is reached too, however long the walk takes.
          await stopTime(at)
          try {
            const cut: string[] = []
            const before = at.viewportSize()!
            for (const size of ZOOMED) {
              await at.setViewportSize(size)
              await at.waitForFunction((width) => innerWidth === width, size.width)
              await drawn(at)
              for (const problem of await fitProblems(at)) cut.push(`${size.width} px: ${problem}`)
            }
            await at.setViewportSize(before)
            assert.deepEqual({ cut, moves: await motionProblems(at), tab: await tabProblems(at) }, { cut: [], moves: [], tab: [] })
          } finally {
            await at.clock.resume()
          }
        })
      })
    }),
  )
}
