import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym } from '../lib/gym.ts'
import { gone, openTodaysSession, sessionOnServer, shown } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'

test(
  'a workout without a pointer: started, logged by Enter, a sheet closed by Escape, finished and saved',
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(1, 3))
    const [first, second] = sets
    const page = await phone.start()
    await page.goto(network.origin)
    await press(page, 'sign-in-demo', 'Enter')
    await press(page, 'today-start', 'Enter')
    await press(page, `set-weight-${first!.id}`, 'Enter')
    await shown(page.locator(`[data-testid="set-check-${first!.id}"][aria-checked="true"]`))
    await becomes(() => focused(page), `set-weight-${second!.id}`, 'Enter goes on to the next set')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await shown(page.locator(`[data-testid="set-check-${second!.id}"][aria-checked="true"]`))

    await press(page, 'session-menu', 'Enter')
    await shown(page.getByTestId('session-sheet'))
    await walkTo(page, 'menu-add-exercise')
    await page.keyboard.press('Escape')
    await gone(page.getByTestId('session-sheet'))
    await becomes(() => focused(page), 'session-menu', 'the focus is back on what opened the sheet')

    await press(page, 'complete-workout', 'Enter')
    await press(page, 'complete-rpe-8', 'Space')
    await shown(page.locator('[data-testid="complete-rpe-8"][aria-checked="true"]'))
    await press(page, 'complete-save', 'Enter')
    await press(page, 'complete-done', 'Enter')
    await shown(page.getByTestId('today-card'))
    await until(async () => (await sessionOnServer(server, session.id)).status === 'completed', 'the server has the workout')
    const { actualSets, sessionRpe } = await sessionOnServer(server, session.id)
    const logged = actualSets.sort((a, b) => a.setOrder - b.setOrder).map(({ weight }) => weight?.value)
    assert.deepEqual({ logged, sessionRpe }, { logged: [100, 102.5], sessionRpe: 8 })
  }),
)

test(
  'Shift+Tab leads to the keys of the active number, they work from there, and Tab leads back; Tab itself goes from number to number',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(1, 2))
    const [first, second] = sets.map(({ id }) => id)
    const page = await phone.start()
    await openTodaysSession(page, network.origin)
    await page.getByTestId(`set-weight-${second}`).focus()
    await shown(page.getByTestId('key-unit'))
    const walked: (string | null)[] = []
    const walk = async (...keys: string[]) => {
      for (const key of keys) {
        await page.keyboard.press(key)
        walked.push(await focused(page))
      }
    }
    const back = 'Shift+Tab'
    await walk(back, back, back, back, back)
    assert.deepEqual(walked.splice(0), ['key-unit', 'step-plus', 'step-minus', 'key-close', 'key-bar'])
    await walk('Space')
    await becomes(() => page.getByTestId('key-bar').getAttribute('aria-checked'), 'false')
    await walk('Tab', 'Tab', 'Tab', 'Enter')
    await becomes(() => page.getByTestId(`set-weight-${second}`).inputValue(), '102.5')
    walked.splice(0)
    await walk('Tab', 'Tab', 'Tab', back, back)
    assert.deepEqual(walked.splice(0), ['key-unit', `set-weight-${second}`, `set-reps-${second}`, 'step-plus', 'step-minus'])
    // From the first key to what is before the number, as if the keys were there in the page.
    await walk(back, back, back, back, back, back, back)
    assert.deepEqual(walked.slice(0, 2), ['key-close', `set-weight-${second}`])
    assert.equal(walked.at(-1), 'key-bar')
    await walk(back)
    assert.ok(!walked.at(-1)?.startsWith('key') && walked.at(-1) !== `set-weight-${second}`, `${walked.at(-1)} is before the number`)
    // Reached in page order they are no loop: what follows them can be reached too.
    await page.getByTestId(`set-weight-${first}`).focus()
    await page.getByTestId('key-unit').focus()
    walked.splice(0)
    await walk('Tab')
    assert.deepEqual(walked, ['log-next-set'])
  }),
)

/** Goes to the element with this test id by Tab alone, and presses a key there. */
async function press(page: Page, testId: string, key: string): Promise<void> {
  await shown(page.getByTestId(testId))
  await walkTo(page, testId)
  await page.keyboard.press(key)
}

async function walkTo(page: Page, testId: string): Promise<void> {
  for (let presses = 0; (await focused(page)) !== testId; presses++) {
    assert.ok(presses < 100, `no Tab reaches ${testId}`)
    await page.keyboard.press('Tab')
  }
}

async function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null)
}
