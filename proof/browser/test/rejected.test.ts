import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plannedSetsOf } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { gone, openToday, sessionOnServer, shown, signIn, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

type Body = { actualSets: { reps: number }[] }

/** Changes the first set of a workout in transit to a number that the real server rejects. */
const spoilFirstSet = (body: Record<string, unknown>): unknown => {
  const { actualSets, ...rest } = body as Body
  return { ...rest, actualSets: actualSets.map((set, at) => (at === 0 ? { ...set, reps: 1000 } : set)) }
}

/** Two sets on the server, and a finish that it rejects because of the first one. */
async function rejectedFinish({ server, network, phone }: Gym) {
  const { page, session } = await openToday({ server, network, phone })
  const [first, second] = workingSets(session)
  for (const set of [first!, second!]) {
    await tick(page, set.id)
    await shown(mark(page, set.id, 'server'))
  }
  network.decide(({ path }) => (path.endsWith('/complete') ? { kind: 'spoil', body: spoilFirstSet } : { kind: 'pass' }))
  await page.getByTestId('complete-workout').click()
  await page.getByTestId('complete-save').click()
  await shown(page.getByTestId('complete-rejected'))
  network.decide(() => ({ kind: 'pass' }))
  return { page, session, first: first!, second: second! }
}

const mark = (page: Page, setId: string, is: string) => page.locator(`[data-testid="set-mark-${setId}"][data-mark="${is}"]`)
const text = async (page: Page, testID: string): Promise<string> => (await page.getByTestId(testID).first().textContent())!
/** Whether a person who looks at the page sees this, whatever else covers it. */
const isInSight = (page: Page, testID: string): Promise<boolean> =>
  page.getByTestId(testID).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })
/** All text on the page. */
const everything = (page: Page): Promise<string> => page.locator('#root').innerText()

test(
  'the server rejects a finish: the last page says so in place, every other screen agrees, and only the set it names has a !',
  inGym(async (gym) => {
    const { page, session, first, second } = await rejectedFinish(gym)
    const title = `‘${session.title}’ isn't finished`
    const why = /^Set 1 of .+: 5 reps is above 999\./
    const reads = async (testID: string) => {
      const words = await text(page, testID)
      assert.ok(words.startsWith(title), `${testID} says ${words}`)
      return words.slice(title.length)
    }
    const noneSays = async (where: string) => {
      assert.doesNotMatch(await everything(page), /Workout finished|Workout saved|^Finished$|^Done$/m, where)
      assert.equal(await page.getByTestId('snackbar').count(), 0, `${where}: no Undo of a finish that is none`)
    }

    assert.match(page.url(), /\/session\/complete/, 'nobody is sent anywhere')
    assert.match(await reads('complete-rejected'), why)
    await noneSays('the last page')

    await page.getByTestId('complete-done').click()
    await shown(page.getByTestId('today-card'))
    assert.match(await text(page, 'today-stage'), /^Not finished · 2 of \d+ sets logged$/)
    assert.match(await reads('today-attention'), why)
    await shown(page.locator('[data-testid^="week-"][aria-label*="today: in progress"]'))
    assert.equal(await page.getByTestId('tab-sync').getAttribute('aria-label'), 'Sync, 1 need attention')
    await noneSays('Today')

    await page.getByTestId('tab-history').click()
    await shown(page.getByTestId('history'))
    assert.equal(await page.getByTestId(`history-session-${session.id}`).count(), 0)

    await page.getByTestId('tab-sync').click()
    const card = page.locator('[data-testid^="sync-attention-"]').first()
    await shown(card)
    assert.match(await card.innerText(), /Finish ‘.+’ · 2 sets/)
    assert.match(await card.innerText(), /reps is above 999/)
    await noneSays('Sync')

    await page.locator('[data-testid^="sync-fix-"]').click()
    await shown(page.getByTestId('session-end'))
    assert.equal(await text(page, 'session-end'), 'Not finished')
    assert.match(await text(page, 'session-attention'), /reps is above 999/)
    await shown(mark(page, first.id, 'attention'))
    await shown(mark(page, second.id, 'server'))
    assert.match(await text(page, `set-row-${first.id}`), /reps is above 999/)
    assert.doesNotMatch(await text(page, `set-row-${second.id}`), /999/)
    await until(() => isInSight(page, `set-reps-${first.id}`), 'the number to change is in sight')
    await noneSays('the page that Fix opens')

    await page.getByTestId(`set-reps-${first.id}`).fill('7')
    await shown(mark(page, first.id, 'server'))
    assert.match(await text(page, 'session-attention'), /You changed set 1 of .+ since\. Finish the workout again/)
    await page.getByTestId(`set-reps-${first.id}`).blur()
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await shown(page.locator('[data-testid="complete-mark"][data-mark="server"]'))
    const onServer = await sessionOnServer(gym.server, session.id)
    assert.deepEqual([onServer.status, onServer.actualSets.map(({ reps }) => reps)[0]], ['completed', 7])
    await page.getByTestId('complete-done').click()
    await shown(page.getByTestId('today-mark'))
    assert.doesNotMatch(await everything(page), /isn't finished|Not finished|your attention/)
    await page.getByTestId('tab-history').click()
    await shown(page.locator(`[data-testid="history-mark-${session.id}"][data-mark="server"]`))
  }),
)

test(
  'a rejected finish is discarded, then restored: the workout goes on on every screen, and then it is finished on every screen',
  inGym(async (gym) => {
    const { page, session, second } = await rejectedFinish(gym)
    await page.goto(`${gym.network.origin}/sync`)
    await page.locator('[data-testid^="sync-discard-"]').click()
    await page.getByTestId('discard-confirm').click()
    await gone(page.getByTestId('sync-attention'))
    await page.getByTestId('tab-today').click()
    assert.match(await text(page, 'today-stage'), /^In progress · 2 of \d+ sets logged$/)
    await page.getByTestId('today-start').click()
    await shown(page.getByTestId('log-next-set'))
    assert.equal(await page.getByTestId('session-end').count(), 0)
    await shown(mark(page, second.id, 'server'))
    assert.doesNotMatch(await everything(page), /isn't finished|Not finished|Finished|your attention/)

    await page.goto(`${gym.network.origin}/sync`)
    await page.locator('[data-testid^="sync-restore-"]').click()
    await until(async () => (await sessionOnServer(gym.server, session.id)).status === 'completed', 'the finish is on the server')
    await page.getByTestId('tab-today').click()
    await shown(page.getByTestId('today-mark'))
    assert.match(await text(page, 'today-card'), /Done.*Saved on server/)
  }),
)

test(
  'the server rejects a skip: “skipped” is no longer shown, and Today says that it is not skipped and why',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    const { session } = await todayOnServer(server)
    network.decide(({ path }) =>
      path.endsWith('/skip') ? { kind: 'spoil', body: (body) => ({ ...body, reason: 'x'.repeat(3_000) }) } : { kind: 'pass' },
    )
    await page.getByTestId('today-skip').click()
    await page.getByTestId('skip-confirm').click()
    await shown(page.getByTestId('today-attention'))
    await gone(page.getByTestId('snackbar'))
    assert.match(await text(page, 'today-attention'), new RegExp(`^‘${session.title}’ isn't skipped`))
    await shown(page.getByTestId('today-start'))
    await shown(page.locator('[data-testid^="week-"][aria-label*="today: planned"]'))
    assert.equal((await sessionOnServer(server, session.id)).status, 'planned')
  }),
)

test(
  'a snackbar is shown on its own page only: not on the next one, and not after an undo in the menu',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    const [first, second] = plannedSetsOf(session.plan)
    await tick(page, first!.id)
    await tick(page, second!.id)
    await page.getByTestId(`set-check-${second!.id}`).click()
    await shown(page.getByTestId('snackbar'))
    await page.getByTestId('session-menu').click()
    await page.getByTestId('undo-0').click()
    await page.getByTestId('session-menu-close').click()
    await shown(page.locator(`[data-testid="set-check-${second!.id}"][aria-checked="true"]`))
    assert.equal(await page.getByTestId('snackbar').count(), 0, 'nothing is left to undo')
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await shown(page.getByTestId('snackbar'))
    await page.getByTestId('complete-done').click()
    await shown(page.getByTestId('today-card'))
    assert.equal(await page.getByTestId('snackbar').count(), 0)
  }),
)
