import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { plannedSetsOf, type PlannedSet } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from './lib/gym.ts'
import { shown, signIn, tick, todayOnServer } from './lib/lifter.ts'
import { touchScreen } from './lib/touch.ts'
import { finishedTwice } from './lib/twoDevices.ts'

// Pictures of the real app on the real server: every screen, on a phone and on a desktop, light and dark.

const folder = process.argv[2]
if (!folder) throw new Error('give the folder for the pictures')
await mkdir(folder, { recursive: true })

const devices = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
]

/** Takes a picture of what is on screen, once it has come to rest. */
type Camera = (page: Page, name: string) => Promise<void>

for (const device of devices) {
  for (const dark of [false, true]) {
    const camera: Camera = async (page, name) => {
      await new Promise((resolve) => setTimeout(resolve, 800))
      await page.screenshot({ path: path.join(folder, `${name}-${device.name}-${dark ? 'dark' : 'light'}.png`), scale: 'css' })
    }
    const options = { ...device, dark, hideScrollbars: true }
    const onPage = async (gym: Gym): Promise<Page> => {
      const page = await gym.phone.start()
      if (device.name === 'phone') await touchScreen(page)
      return page
    }
    for (const tour of [workout, desk, twoLogs]) await inGym(async (gym) => tour(gym, await onPage(gym), camera), options)()
  }
}

/** A workout from the door to the history, most of it without a network. */
async function workout({ server, network, phone }: Gym, page: Page, camera: Camera): Promise<void> {
  await page.goto(network.origin)
  await shown(page.getByTestId('sign-in-demo'))
  await camera(page, 'sign-in')
  await signIn(page, network.origin)
  await camera(page, 'today')
  const { session } = await todayOnServer(server)
  const sets = plannedSetsOf(session.plan)
  await page.getByTestId('today-card').first().click()
  await shown(page.getByTestId('start-workout'))
  await camera(page, 'plan')
  await page.getByTestId('start-workout').click()
  await shown(page.getByTestId('complete-workout'))
  for (const { id } of sets.slice(0, 4)) await tick(page, id)
  await camera(page, 'session')
  await page.getByTestId(`set-weight-${sets[4]!.id}`).click()
  await camera(page, 'session-keypad')
  await page.getByTestId('session-menu').click()
  await page.getByTestId('menu-add-exercise').click()
  await shown(page.getByTestId('exercise-search'))
  await camera(page, 'session-exercises')
  await page.keyboard.press('Escape')
  await phone.setOffline(true)
  await shown(page.getByTestId('offline-banner'))
  await tick(page, sets[4]!.id)
  await page.getByTestId(`set-row-${sets[0]!.id}`).scrollIntoViewIfNeeded()
  await camera(page, 'session-offline')
  await page.getByTestId('complete-workout').click()
  await shown(page.getByTestId('complete-save'))
  await page.getByTestId('complete-rpe-8').click()
  await camera(page, 'complete')
  await page.getByTestId('complete-save').click()
  await shown(page.getByTestId('complete-success'))
  await camera(page, 'saved-offline')
  await page.getByTestId('complete-done').click()
  await page.getByTestId('tab-sync').click()
  await shown(page.getByTestId('sync-waiting'))
  await camera(page, 'sync')
  await page.getByTestId('tab-history').click()
  await shown(page.getByTestId('history'))
  await camera(page, 'history')
  await page.getByTestId(`history-session-${session.id}`).click()
  await shown(page.getByTestId('session-edit'))
  await camera(page, 'session-done')
  await page.goto(`${network.origin}/exercise/${session.plan[0]!.exerciseId}`)
  await shown(page.getByTestId('exercise-e1rm'))
  await camera(page, 'exercise')
  await page.goto(`${network.origin}/settings`)
  await shown(page.getByTestId('account-name'))
  await camera(page, 'settings')
  await page.goto(`${network.origin}/data`)
  await shown(page.getByTestId('export-json'))
  await camera(page, 'data')
  await page.goto(`${network.origin}/import`)
  await shown(page.getByTestId('import-choose'))
  await camera(page, 'import')
}

/** A set that the server refuses, and the desk where the lifter decides about it. */
async function desk({ server, network }: Gym, page: Page, camera: Camera): Promise<void> {
  network.decide(({ method }) => (method === 'PUT' ? { kind: 'spoil', body: (body) => ({ ...body, reps: 1000 }) } : { kind: 'pass' }))
  await signIn(page, network.origin)
  const { session } = await todayOnServer(server)
  await page.getByTestId('today-start').click()
  const set = plannedSetsOf(session.plan).find(({ setType }: PlannedSet) => setType === 'working')!
  await tick(page, set.id)
  await shown(page.locator(`[data-testid="set-mark-${set.id}"][data-mark="attention"]`))
  await camera(page, 'session-attention')
  await page.goto(`${network.origin}/sync`)
  await shown(page.getByTestId('sync-attention'))
  await camera(page, 'sync-attention')
}

/** One session finished on two devices, and both logs side by side. */
async function twoLogs(gym: Gym, page: Page, camera: Camera): Promise<void> {
  const { session } = await finishedTwice(gym, 'earlier', page)
  await camera(page, 'today-two-logs')
  await page.getByTestId(`meeting-compare-${session.id}`).click()
  await shown(page.getByTestId('revision-keep'))
  await camera(page, 'two-logs')
}
