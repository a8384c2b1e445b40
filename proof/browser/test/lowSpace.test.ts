import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plannedSetsOf } from '@holdfast/contract'
import { axeProblems } from '../lib/accessible.ts'
import { inGym } from '../lib/gym.ts'
import { gone, sessionOnServer, shown, signIn, tick, todayOnServer } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

test(
  'little space is reported before a session and on the storage page, never covers a set, and is gone once there is space',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await page.addInitScript(() => {
      const said = { usage: 4_000_000, quota: 36_000_000 }
      Object.assign(window, { said })
      navigator.storage.estimate = async () => said
    })
    await signIn(page, network.origin)
    await shown(page.getByText('Little room is left in this browser: 32 MB'))
    assert.deepEqual(await axeProblems(page), [])
    await page.getByTestId('today-start').click()
    const { session } = await todayOnServer(server)
    await tick(page, plannedSetsOf(session.plan)[0]!.id)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'it is on the server')

    await page.goto(`${network.origin}/data`)
    await shown(page.getByText('4 MB used · 32 MB free'))
    await page.getByTestId('low-space-free').click()
    await shown(page.locator('[data-testid="low-space-free"]:not([aria-busy="true"])'))
    await shown(page.getByTestId('low-space'))
    await page.evaluate(() => Object.assign((window as unknown as { said: object }).said, { quota: 9_000_000_000 }))
    await page.getByTestId('low-space-free').click()
    await gone(page.getByTestId('low-space'))
    await shown(page.getByText('4 MB used · 9 GB free'))
  }),
)
