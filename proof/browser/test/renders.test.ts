import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGym } from '../lib/gym.ts'
import { openTodaysSession, shown } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'
import { countRenders } from '../lib/renders.ts'

test(
  'with 30 exercises of 4 sets a ✓ renders its own row and the next one, no other row, and no exercise',
  inGym(async ({ server, network, phone }) => {
    const { sets } = await planToday(server, barbellPlan(30, 4))
    const page = await phone.start()
    const renders = await countRenders(page)
    await openTodaysSession(page, network.origin)
    const onServer = (setId: string) => shown(page.locator(`[data-testid="set-mark-${setId}"][data-mark="server"]`))
    await page.getByTestId('log-next-set').click()
    await onServer(sets[0]!.id)

    await page.getByTestId(`set-weight-${sets[60]!.id}`).focus()
    assert.ok((await renders()).rows.includes(sets[60]!.id), 'the counter sees a row that is drawn')
    await page.keyboard.press('Escape')
    // The row that lost the focus is rendered, and a moment later the next one, which gets the focus: neither is caused by the first ✓.
    await until(async () => (await renders()).rows.includes(sets[1]!.id), 'the next row is marked again')

    // From the tap to ✓✓; the last one crosses the end of an exercise.
    for (const at of [1, 2, 3]) {
      await page.getByTestId(`set-check-${sets[at]!.id}`).click()
      await onServer(sets[at]!.id)
      const { rows, exercises } = await renders()
      console.log(`✓ on set ${at + 1} of 120: ${rows.length} row renders, ${exercises.length} exercise renders`)
      assert.deepEqual(new Set(rows), new Set([sets[at]!.id, sets[at + 1]!.id]))
      assert.deepEqual(exercises, [])
    }
  }),
)
