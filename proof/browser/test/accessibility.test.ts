import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeProblems } from '../lib/accessible.ts'
import { inGym } from '../lib/gym.ts'
import { touchScreen } from '../lib/touch.ts'
import { tours } from '../lib/tours.ts'

for (const [name, tour] of Object.entries(tours)) {
  test(
    `${name}, by touch: axe finds nothing on any screen, light and dark`,
    inGym(async (gym, t) => {
      const page = await gym.phone.start()
      await touchScreen(page)
      await tour(gym, page, async (at, screen) => {
        await t.test(screen, async () => {
          const found: Record<string, string[]> = {}
          for (const colorScheme of ['dark', 'light'] as const) {
            await at.emulateMedia({ colorScheme })
            // The app sets this once it has rendered the other colours.
            await at.waitForFunction((scheme) => document.documentElement.style.colorScheme === scheme, colorScheme)
            found[colorScheme] = await axeProblems(at)
          }
          assert.deepEqual(found, { dark: [], light: [] })
        })
      })
    }),
  )
}
