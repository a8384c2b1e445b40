import { plannedSetsOf, type PlannedSet } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import type { Gym } from './gym.ts'
import { shown, signIn, tick, todayOnServer } from './lifter.ts'
import { finishedTwice } from './twoDevices.ts'

/** What is done at each screen of a tour. */
export type Stop = (page: Page, name: string) => Promise<void>

/** Tours through the app that together show every screen. */
export const tours = { workout, activity, twoLogs }

/** A workout from the sign-in page to the history, most of it without a network. */
async function workout({ server, network, phone }: Gym, page: Page, stop: Stop): Promise<void> {
  await page.goto(network.origin)
  await shown(page.getByTestId('sign-in-demo'))
  await stop(page, 'sign-in')
  await signIn(page, network.origin)
  await stop(page, 'today')
  const { session } = await todayOnServer(server)
  const sets = plannedSetsOf(session.plan)
  await page.getByTestId('today-card').first().click()
  await shown(page.getByTestId('start-workout'))
  await stop(page, 'plan')
  await page.getByTestId('start-workout').click()
  await shown(page.getByTestId('complete-workout'))
  for (const { id } of sets.slice(0, 4)) await tick(page, id)
  await stop(page, 'session')
  await page.getByTestId(`set-weight-${sets[4]!.id}`).click()
  await stop(page, 'session-keypad')
  await page.getByTestId('session-menu').click()
  await page.getByTestId('menu-add-exercise').click()
  await shown(page.getByTestId('exercise-search'))
  await stop(page, 'session-exercises')
  await page.keyboard.press('Escape')
  await phone.setOffline(true)
  await shown(page.getByTestId('offline-banner'))
  await tick(page, sets[4]!.id)
  await page.getByTestId(`set-row-${sets[0]!.id}`).scrollIntoViewIfNeeded()
  await stop(page, 'session-offline')
  await page.getByTestId('complete-workout').click()
  await shown(page.getByTestId('complete-save'))
  await page.getByTestId('complete-rpe-8').click()
  await stop(page, 'complete')
  await page.getByTestId('complete-times-change').click()
  await shown(page.getByTestId('complete-length'))
  await stop(page, 'complete-times')
  await page.getByTestId('complete-save').click()
  await shown(page.getByTestId('complete-success'))
  await stop(page, 'saved-offline')
  await page.getByTestId('complete-done').click()
  await page.getByTestId('tab-sync').click()
  await shown(page.getByTestId('sync-waiting'))
  await stop(page, 'sync')
  await page.getByTestId('tab-history').click()
  await shown(page.getByTestId('history'))
  await stop(page, 'history')
  await page.getByTestId(`history-session-${session.id}`).click()
  await shown(page.getByTestId('session-edit'))
  await stop(page, 'session-done')
  await page.goto(`${network.origin}/exercise/${session.plan[0]!.exerciseId}`)
  await shown(page.getByTestId('exercise-e1rm'))
  await stop(page, 'exercise')
  await page.goto(`${network.origin}/settings`)
  await shown(page.getByTestId('account-name'))
  await stop(page, 'settings')
  await page.goto(`${network.origin}/data`)
  await shown(page.getByTestId('data-export-json'))
  await stop(page, 'data')
  await page.goto(`${network.origin}/import`)
  await shown(page.getByTestId('import-choose'))
  await stop(page, 'import')
}

/** A rejected set, and the activity list where the lifter decides about it. */
async function activity({ server, network }: Gym, page: Page, stop: Stop): Promise<void> {
  network.decide(({ method }) => (method === 'PUT' ? { kind: 'spoil', body: (body) => ({ ...body, reps: 1000 }) } : { kind: 'pass' }))
  await signIn(page, network.origin)
  const { session } = await todayOnServer(server)
  await page.getByTestId('today-start').click()
  const set = plannedSetsOf(session.plan).find(({ setType }: PlannedSet) => setType === 'working')!
  await tick(page, set.id)
  await shown(page.locator(`[data-testid="set-mark-${set.id}"][data-mark="attention"]`))
  await stop(page, 'session-attention')
  await page.goto(`${network.origin}/sync`)
  await shown(page.getByTestId('sync-attention'))
  await stop(page, 'sync-attention')
}

/** One session finished on two devices, and the comparison of both logs. */
async function twoLogs(gym: Gym, page: Page, stop: Stop): Promise<void> {
  const { session } = await finishedTwice(gym, 'earlier', page)
  await stop(page, 'today-two-logs')
  await page.getByTestId(`meeting-compare-${session.id}`).click()
  await shown(page.getByTestId('revision-keep'))
  await stop(page, 'two-logs')
}
