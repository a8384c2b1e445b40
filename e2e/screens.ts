import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { plannedSetsOf } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { shown, todayOnServer } from './lib/lifter.ts'
import { newPhone } from './lib/phone.ts'
import { startServer } from './lib/server.ts'

// Pictures of the real app on the real server: every screen, on a phone and on a desktop, light and dark.

const folder = process.argv[2]
if (!folder) throw new Error('give the folder for the pictures')
await mkdir(folder, { recursive: true })

const devices = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
]
for (const device of devices) for (const dark of [false, true]) await tour(device, dark)

async function tour(device: { name: string; width: number; height: number }, dark: boolean): Promise<void> {
  const server = await startServer()
  const phone = await newPhone({ ...device, dark })
  try {
    const page = await phone.start()
    const picture = (name: string) => page.screenshot({ path: path.join(folder!, `${name}-${device.name}-${dark ? 'dark' : 'light'}.png`) })
    await page.goto(server.origin)
    await shown(page.getByTestId('sign-in-demo'))
    await picture('sign-in')
    await page.getByTestId('sign-in-demo').click()
    await shown(page.getByTestId('today-start'))
    await picture('today')
    const { session } = await todayOnServer(server)
    await page.goto(server.origin)
    await openSession(page)
    for (const { id } of plannedSetsOf(session.plan).slice(0, 5)) await page.getByTestId(`set-check-${id}`).click()
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await phone.setOffline(true)
    await shown(page.getByTestId('offline-banner'))
    await page.getByTestId(`set-check-${plannedSetsOf(session.plan)[5]!.id}`).click()
    await page.getByTestId(`set-row-${plannedSetsOf(session.plan)[0]!.id}`).scrollIntoViewIfNeeded()
    await settled()
    await picture('session-offline')
    await page.getByTestId('complete-workout').click()
    await shown(page.getByTestId('complete-save'))
    await settled()
    await picture('complete')
    await page.getByTestId('complete-save').click()
    await shown(page.getByTestId('complete-success'))
    await settled()
    await picture('saved-offline')
    await page.goto(`${server.origin}/sync`)
    await shown(page.getByTestId('sync-waiting'))
    await settled()
    await picture('sync')
    await page.goto(`${server.origin}/settings`)
    await settled()
    await picture('settings')
  } finally {
    await phone.discard()
    await server.stop()
  }
}

async function openSession(page: Page): Promise<void> {
  await page.getByTestId('today-start').click()
  await shown(page.getByTestId('complete-workout'))
  for (const button of await page.locator('[data-testid^="warmups-"][aria-expanded="false"]').all()) await button.click()
}

/** Lets a sheet or a banner come to rest. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 800))
}
