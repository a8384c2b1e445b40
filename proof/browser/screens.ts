import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { openGym, type Gym } from './lib/gym.ts'
import { newPhone } from './lib/phone.ts'
import { endSharedBrowser } from './lib/sharedBrowser.ts'
import { touchScreen } from './lib/touch.ts'
import { tours, type Stop } from './lib/tours.ts'

// Screenshots of the real app on the real server: every screen, on a phone and on a desktop, light and dark.

const folder = process.argv[2]
if (!folder) throw new Error('give the folder for the pictures')
await mkdir(folder, { recursive: true })

const devices = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
]

for (const { name: device, ...size } of devices) {
  for (const dark of [false, true]) {
    // Takes a screenshot once nothing moves any more.
    const camera: Stop = async (page, name) => {
      await new Promise((resolve) => setTimeout(resolve, 800))
      await page.screenshot({ path: path.join(folder, `${name}-${device}-${dark ? 'dark' : 'light'}.png`), scale: 'css' })
    }
    const options = { ...size, dark, hideScrollbars: true }
    const onPage = async (gym: Gym): Promise<Page> => {
      const page = await gym.phone.start()
      if (device === 'phone') await touchScreen(page)
      return page
    }
    for (const tour of Object.values(tours)) {
      await using things = new AsyncDisposableStack()
      const gym = await openGym(
        things,
        () => newPhone(options),
        () => true,
      )
      await tour(gym, await onPage(gym), camera)
    }
  }
}
await endSharedBrowser()
