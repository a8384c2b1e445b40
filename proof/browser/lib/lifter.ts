import assert from 'node:assert/strict'
import { plannedSetsOf, type PlannedSet, type Session } from '@holdfast/contract'
import type { Locator, Page } from 'playwright-core'
import type { Gym } from './gym.ts'
import type { Server } from './server.ts'

/** What was typed into one set. */
export type Typed = { setId: string; weight: string; reps: string; rpe: string }

/** Signs in as the demo lifter. Waits until the app can start without a network. */
export async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(origin)
  await page.getByTestId('sign-in-demo').click()
  await shown(page.getByTestId('today-card'))
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
}

/** Signs in as the demo lifter and opens today's session for logging. */
export async function openTodaysSession(page: Page, origin: string): Promise<void> {
  await signIn(page, origin)
  await page.getByTestId('today-start').click()
  await shown(page.getByTestId('complete-workout'))
}

/** A page of the phone with the demo lifter's session of today open for logging, prepared before the app is in it. */
export async function openToday(
  { server, network, phone }: Gym,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<{ page: Page; session: Session }> {
  const page = await phone.start()
  await prepare(page)
  await openTodaysSession(page, network.origin)
  const { session } = await todayOnServer(server)
  return { page, session }
}

/** The working sets of a session, in the order in which they are lifted. */
export function workingSets(session: Session): PlannedSet[] {
  return plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working')
}

/** The demo lifter's session of today, as the server has it now. */
export async function todayOnServer(server: Server): Promise<{ session: Session; token: string }> {
  const token = await demoToken(server)
  const { today } = await server.call('today', { token })
  assert.ok(today, 'the demo lifter has a session today')
  return { session: today, token }
}

export async function sessionOnServer(server: Server, sessionId: string): Promise<Session> {
  return (await server.call('session', { token: await demoToken(server), params: { sessionId } })).session
}

/** A sign-in of the demo lifter for the test's own requests to the server, one per server, because there are many requests. */
function demoToken(server: Server): Promise<string> {
  const token = tokens.get(server) ?? server.call('demo').then(({ accessToken }) => accessToken)
  tokens.set(server, token)
  return token
}
const tokens = new WeakMap<Server, Promise<string>>()

/** Opens the folded warm-ups, so that every planned set can be reached. */
export async function showWarmUps(page: Page): Promise<void> {
  for (const button of await page.getByRole('button', { expanded: false }).all()) await button.click()
}

/** Types different numbers into every planned set and ticks it; waits for each ✓ on screen. */
export async function logEverySet(page: Page, session: Session): Promise<Typed[]> {
  const typed: Typed[] = []
  for (const [index, set] of plannedSetsOf(session.plan).entries()) typed.push(await logSet(page, set, index))
  return typed
}

export async function logSet(page: Page, set: PlannedSet, index: number): Promise<Typed> {
  const typed = { setId: set.id, weight: String(40 + index * 2.5), reps: String(3 + (index % 8)), rpe: String(6 + (index % 9) / 2) }
  await page.getByTestId(`set-weight-${set.id}`).fill(typed.weight)
  await page.getByTestId(`set-reps-${set.id}`).fill(typed.reps)
  if (set.setType !== 'warmup') await page.getByTestId(`set-rpe-${set.id}`).fill(typed.rpe)
  await tick(page, set.id)
  return set.setType === 'warmup' ? { ...typed, rpe: '' } : typed
}

/** Taps ✓ and waits until it shows. */
export async function tick(page: Page, setId: string): Promise<void> {
  await page.getByTestId(`set-check-${setId}`).click()
  await shown(page.locator(`[data-testid="set-check-${setId}"][aria-checked="true"]`))
}

/** The texts in the cells of a set, and whether it has its ✓. */
export async function cells(page: Page, { setId, rpe }: Typed): Promise<Typed & { checked: boolean }> {
  const value = (field: string) => page.getByTestId(`set-${field}-${setId}`).inputValue()
  await shown(page.getByTestId(`set-check-${setId}`))
  return {
    setId,
    weight: await value('weight'),
    reps: await value('reps'),
    rpe: rpe === '' ? '' : await value('rpe'),
    checked: (await page.getByTestId(`set-check-${setId}`).getAttribute('aria-checked')) === 'true',
  }
}

/** The sets of the server in the form they were typed. */
export function asTyped(session: Session): Typed[] {
  return [...session.actualSets]
    .sort((a, b) => a.setOrder - b.setOrder)
    .map((set) => ({ setId: set.id, weight: String(set.weight?.value ?? ''), reps: String(set.reps ?? ''), rpe: String(set.rpe ?? '') }))
}

export async function shown(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' })
}

export async function gone(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'hidden' })
}
