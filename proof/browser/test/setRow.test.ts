import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym } from '../lib/gym.ts'
import { gone, openTodaysSession, sessionOnServer, shown, tick } from '../lib/lifter.ts'
import { holdTime, stopTime } from '../lib/pageTime.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'
import { touchScreen } from '../lib/touch.ts'

const weights = (page: Page, sets: readonly { id: string }[]) =>
  Promise.all(sets.map(({ id }) => page.getByTestId(`set-weight-${id}`).inputValue()))

test(
  'a changed weight goes to the later open sets that proposed the same, says so, and “Only this set” undoes that',
  inGym(async ({ server, network, phone }) => {
    const plan = barbellPlan(2, 4)
    plan[0]!.sets[3]!.weight = { value: 80, unit: 'kg' }
    const { session, sets } = await planToday(server, plan)
    const [first, second, third, back, other] = sets
    const bench = [first!, second!, third!, back!, other!]
    const page = await phone.start()
    await holdTime(page)
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    await tick(page, first!.id)
    await tap(`set-weight-${second!.id}`)
    for (const key of ['1', '0', '5']) await tap(`key-${key}`)
    await stopTime(page)
    await tap('key-next')
    await shown(page.getByTestId('snackbar').getByText('Set 3 too: 105 kg'))
    await becomes(() => weights(page, bench), ['100', '105', '105', '80', '100'], 'logged sets and other proposals stay')
    await tap('snackbar-undo')
    await until(async () => (await weights(page, [third!]))[0] === '100', 'the third set is on its plan again')
    await page.clock.resume()
    await tap('key-close')

    // Again, and logged this time: later sets are logged as they are shown.
    await tap(`set-weight-${third!.id}`)
    await tap('key-back')
    await tap('key-close')
    await until(async () => (await weights(page, [third!]))[0] === '105', 'an emptied set follows again')
    await tick(page, second!.id)
    await tick(page, third!.id)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 3, 'three sets are on the server')
    const logged = (await sessionOnServer(server, session.id)).actualSets.sort((a, b) => a.setOrder - b.setOrder)
    assert.deepEqual(
      logged.map(({ weight }) => weight?.value),
      [100, 105, 105],
    )
  }),
)

test(
  'the number of a set opens its kind: a logged set becomes a drop set on the server, and a removal can be undone',
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(1, 3))
    const [first, second] = sets
    const page = await phone.start()
    await holdTime(page)
    await openTodaysSession(page, network.origin)
    await tick(page, first!.id)
    // By keyboard: every action is reachable without touch.
    await page.getByTestId(`set-number-${first!.id}`).focus()
    await page.keyboard.press('Enter')
    await shown(page.getByTestId('set-sheet'))
    await becomes(() => page.getByTestId('set-kind-working').getAttribute('aria-checked'), 'true')
    await page.getByTestId('set-kind-drop').focus()
    await page.keyboard.press(' ')
    await gone(page.getByTestId('set-sheet'))
    await shown(page.getByTestId(`set-number-${first!.id}`).getByText('Drop'))
    await until(async () => (await sessionOnServer(server, session.id)).actualSets[0]?.setType === 'drop', 'the server says drop')

    await page.getByTestId(`set-number-${second!.id}`).click()
    await stopTime(page)
    await page.getByTestId('set-remove').click()
    await gone(page.getByTestId(`set-row-${second!.id}`))
    await page.getByTestId('snackbar-undo').click()
    await shown(page.getByTestId(`set-row-${second!.id}`))
    await page.clock.resume()

    await page.getByTestId(`set-number-${second!.id}`).click()
    await page.getByTestId('set-kind-warmup').click()
    await shown(page.locator(`[data-testid="set-number-${second!.id}"]`, { hasText: 'W1' }))
  }),
)

test(
  'a screen reader announces a row: what it is and where it is saved',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(1, 4))
    const page = await phone.start()
    await openTodaysSession(page, network.origin)
    const [first, second] = sets
    const label = (setId: string) => page.getByTestId(`set-row-${setId}`).getAttribute('aria-label')
    await becomes(() => label(second!.id), 'Set 2 of 4, working, 100 kilograms, 5 reps, not logged')
    await page.getByTestId(`set-rpe-${first!.id}`).fill('8')
    await tick(page, first!.id)
    await shown(page.locator(`[data-testid="set-mark-${first!.id}"][data-mark="server"]`))
    await becomes(() => label(first!.id), 'Set 1 of 4, working, 100 kilograms, 5 reps, RPE 8, saved on server')
    await phone.setOffline(true)
    await tick(page, second!.id)
    await shown(page.locator(`[data-testid="set-mark-${second!.id}"][data-mark="waiting"]`))
    await becomes(() => label(second!.id), 'Set 2 of 4, working, 100 kilograms, 5 reps, saved in this browser, waiting to send')
  }),
)
