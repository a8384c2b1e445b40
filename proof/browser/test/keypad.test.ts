import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { asTyped, gone, openTodaysSession, sessionOnServer, shown, tick } from '../lib/lifter.ts'
import { isInJournal } from '../lib/journalIn.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'
import { touchScreen, type Tap } from '../lib/touch.ts'

/** The text of a cell, and the proposal it shows while it is empty. */
const cell = (page: Page, field: string, setId: string) =>
  page
    .getByTestId(`set-${field}-${setId}`)
    .evaluate((input: HTMLInputElement) => ({ text: input.value, proposal: input.placeholder, look: input.dataset['look'] }))

const press = async (tap: Tap, ...keys: string[]) => {
  for (const key of keys) await tap(`key-${key}`)
}

test(
  'a whole set by keypad: the system keyboard stays hidden, the first key replaces, Next goes on, Log logs',
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(2, 4))
    const [first, second] = sets
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    const inHand = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))

    await tap(`set-weight-${first!.id}`)
    await shown(page.getByTestId('keypad'))
    await becomes(() => page.getByTestId(`set-weight-${first!.id}`).getAttribute('inputmode'), 'none')
    await becomes(() => page.getByTestId('plates').textContent(), '25 · 15 each side')
    await press(tap, '9')
    await becomes(async () => (await cell(page, 'weight', first!.id)).text, '9')
    await press(tap, '7', 'decimal', 'decimal', '5')
    await becomes(() => cell(page, 'weight', first!.id), { text: '97.5', proposal: '100', look: 'typed' })
    await becomes(() => page.getByTestId('plates').textContent(), '25 · 10 · 2.5 · 1.25 each side')
    await press(tap, 'back', 'back', 'back', 'back')
    await becomes(() => cell(page, 'weight', first!.id), { text: '', proposal: '100', look: 'typed' }, 'an emptied cell shows its proposal')
    await press(tap, '9', '7', 'decimal', '5')
    await tap('step-plus')
    await tap('step-plus')
    await becomes(async () => (await cell(page, 'weight', first!.id)).text, '102.5', 'a step starts where the number is')
    await becomes(() => inHand(), `set-weight-${first!.id}`, 'keys leave the cell in hand')

    await press(tap, 'next')
    await becomes(() => inHand(), `set-reps-${first!.id}`)
    await press(tap, '6', 'next')
    await becomes(() => inHand(), `set-rpe-${first!.id}`)
    await becomes(async () => (await cell(page, 'rpe', first!.id)).text, '', 'an RPE is never proposed')
    await tap('rpe-8.5')
    await becomes(() => page.getByTestId('rpe-8.5').getAttribute('aria-checked'), 'true')
    await press(tap, 'next')
    await shown(page.locator(`[data-testid="set-check-${first!.id}"][aria-checked="true"]`))
    await gone(page.getByTestId('keypad'))
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
    assert.deepEqual(asTyped(await sessionOnServer(server, session.id)), [{ setId: first!.id, weight: '102.5', reps: '6', rpe: '8.5' }])

    await tap(`set-reps-${second!.id}`)
    await press(tap, '8', 'close')
    await gone(page.getByTestId('keypad'))
    await becomes(async () => (await cell(page, 'reps', second!.id)).text, '8', 'closing keeps what was typed')
    await tap(`set-reps-${second!.id}`)
    await shown(page.getByTestId('keypad'))
  }),
)

test(
  'with the keypad open the active row and two more are visible at 390 × 844, and keys are large enough',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(4, 4))
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    for (const inHand of [sets[2]!, sets[9]!, sets[15]!]) {
      await tap(`set-weight-${inHand.id}`)
      await shown(page.getByTestId('key-1'))
      const seen = async () => {
        const top = (await page.getByTestId('keypad').boundingBox())!.y
        const boxes = await page
          .locator('[data-testid^="set-row-"]')
          .evaluateAll((rows) =>
            rows.map((row) => ({ id: row.getAttribute('data-testid')!.slice('set-row-'.length), ...row.getBoundingClientRect().toJSON() })),
          )
        return boxes.filter(({ y, bottom }) => y >= 72 && bottom <= top).map(({ id }: { id: string }) => id)
      }
      await until(async () => (await seen()).length >= 3 && (await seen()).includes(inHand.id), 'the row in hand and two more are in sight')
    }
    for (const key of ['1', '5', '0', 'back', 'unit', 'next']) {
      const box = (await page.getByTestId(`key-${key}`).boundingBox())!
      assert.ok(box.width >= 56 && box.height >= 52, `key ${key} is ${box.width} × ${box.height}`)
    }
  }),
)

test(
  'every key is saved: after a kill in the middle of a number, the number is there',
  inGymWithKills(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(1, 3))
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    await tap(`set-weight-${sets[1]!.id}`)
    await press(tap, '1', '1', '2')
    await until(() => isInJournal(page, '"value":112'), 'the last key is stored')
    await phone.kill()
    const again = await phone.start()
    await again.goto(`${network.origin}/session/${session.id}`)
    await shown(again.getByTestId(`set-weight-${sets[1]!.id}`))
    await becomes(async () => (await cell(again, 'weight', sets[1]!.id)).text, '112')
  }),
)

test(
  'kilograms to pounds: open sets propose what can be loaded, logged sets stay as they were, and the log says pounds',
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(2, 3))
    const [first, second, third, other] = sets
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    await tick(page, first!.id)
    await tap(`set-weight-${second!.id}`)
    await press(tap, 'unit')
    await becomes(() => cell(page, 'weight', second!.id), { text: '220', proposal: '220', look: 'ghost' })
    await becomes(async () => (await cell(page, 'weight', third!.id)).text, '220')
    await becomes(async () => (await cell(page, 'weight', first!.id)).text, '100', 'what is logged is never converted')
    await becomes(async () => (await cell(page, 'weight', other!.id)).text, '100', 'another exercise has its own unit')
    await becomes(() => page.getByTestId('plates').textContent(), '45 · 35 · 5 · 2.5 each side')
    await press(tap, '2', '2', '5', 'back', 'back', 'back')
    await becomes(async () => (await cell(page, 'weight', second!.id)).proposal, '220', 'clearing loses no unit')
    await press(tap, '2', '2', '5')
    await tap(`set-check-${second!.id}`)
    await shown(page.locator(`[data-testid="set-check-${second!.id}"][aria-checked="true"]`))
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 2, 'both sets are on the server')
    const onServer = (await sessionOnServer(server, session.id)).actualSets.sort((a, b) => a.setOrder - b.setOrder)
    assert.deepEqual(
      onServer.map(({ weight }) => weight),
      [
        { value: 100, unit: 'kg' },
        { value: 225, unit: 'lb' },
      ],
    )
    // The log holds the unit, so it survives a restart.
    await page.reload()
    await shown(page.getByTestId(`set-weight-${third!.id}`))
    await becomes(async () => (await cell(page, 'weight', third!.id)).text, '225')
  }),
)

test(
  'a weight typed in the wrong unit keeps its number when the unit is switched',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(1, 2))
    const page = await phone.start()
    const tap = await touchScreen(page)
    await openTodaysSession(page, network.origin)
    await tap(`set-weight-${sets[0]!.id}`)
    await press(tap, '2', '2', '5', 'unit')
    await becomes(async () => (await cell(page, 'weight', sets[0]!.id)).text, '225')
    await shown(page.getByTestId('log-next-set').getByText('225 lb × 5'))
    await tap(`set-weight-${sets[1]!.id}`)
    await press(tap, 'unit')
    // The rows are rendered once the change is on disk. The two values are read one after the other, so the test waits until then.
    await until(async () => (await cell(page, 'weight', sets[0]!.id)).text !== '225', 'the unit is switched')
    assert.deepEqual([(await cell(page, 'weight', sets[0]!.id)).text, (await cell(page, 'weight', sets[1]!.id)).text], ['102.5', '102.5'])
  }),
)

test(
  'with a mouse and a keyboard the cell is an ordinary input: paste, arrows, Escape, and Enter goes on',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(1, 3))
    const page = await phone.start()
    await openTodaysSession(page, network.origin)
    const [first, second] = sets
    await page.getByTestId(`set-weight-${first!.id}`).click()
    await shown(page.getByTestId('step-plus'))
    assert.equal(await page.getByTestId('key-1').count(), 0, 'real keys need no drawn ones')
    await becomes(() => page.getByTestId(`set-weight-${first!.id}`).getAttribute('inputmode'), 'decimal')
    await page.keyboard.insertText('97,5')
    await page.keyboard.press('ArrowUp')
    await becomes(async () => (await cell(page, 'weight', first!.id)).text, '100')
    const heard = page.getByRole('spinbutton', { name: 'Weight in kilograms, set 1 of' }).first()
    await becomes(() => heard.getAttribute('aria-valuenow'), '100', 'a screen reader hears a number that is stepped')
    await page.getByTestId('step-minus').click()
    await becomes(async () => (await cell(page, 'weight', first!.id)).text, '97.5')
    await page.keyboard.press('Escape')
    await gone(page.getByTestId('keypad'))
    await page.getByTestId(`set-reps-${first!.id}`).click()
    await page.keyboard.insertText('1000')
    await page.keyboard.press('Enter')
    await shown(page.getByTestId(`set-problem-${first!.id}`))
    await page.getByTestId(`set-reps-${first!.id}`).fill('5')
    await page.keyboard.press('Enter')
    await shown(page.locator(`[data-testid="set-check-${first!.id}"][aria-checked="true"]`))
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-testid')), `set-weight-${second!.id}`)
    await becomes(async () => (await cell(page, 'weight', second!.id)).text, '97.5', 'the next set follows the one before')
  }),
)
