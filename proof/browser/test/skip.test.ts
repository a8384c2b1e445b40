import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { sessionOnServer, shown, signIn, todayOnServer } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

test(
  'skipped offline with a reason, killed, back online: it stayed skipped, and the server has the reason',
  inGymWithKills(async ({ server, network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    const { session } = await todayOnServer(server)
    await shown(page.getByTestId('today-skip'))
    await phone.setOffline(true)
    await page.getByTestId('today-skip').click()
    await page.getByTestId('skip-reason').fill('Travelling')
    await page.getByTestId('skip-confirm').click()
    await shown(page.getByText('Skipped').first())

    await phone.kill()
    const again = await phone.start({ offline: true })
    await again.goto(network.origin)
    await shown(again.getByText('Skipped').first())
    assert.equal((await sessionOnServer(server, session.id)).status, 'planned')
    await phone.setOffline(false)
    await until(async () => (await sessionOnServer(server, session.id)).status === 'skipped', 'the skip is on the server')
    assert.equal((await sessionOnServer(server, session.id)).skipReason, 'Travelling')
  }),
)

test(
  'a name and password of one’s own: an account is made, signed out and signed in again; a wrong password is explained',
  inGym(async ({ network, phone }) => {
    const page = await phone.start()
    await page.goto(network.origin)
    await page.getByTestId('sign-in-toggle').click()
    await page.getByTestId('sign-in-name').fill('Sam')
    await page.getByTestId('sign-in-email').fill('sam@example.org')
    await page.getByTestId('sign-in-password').fill('correct horse')
    await page.getByTestId('sign-in-submit').click()
    await shown(page.getByTestId('tab-settings'))
    await page.getByTestId('tab-settings').click()
    await page.getByTestId('sign-out').click()
    await page.getByTestId('sign-in-email').fill('sam@example.org')
    await page.getByTestId('sign-in-password').fill('wrong horse')
    await page.getByTestId('sign-in-submit').click()
    await shown(page.getByText('That e-mail and password do not belong together.'))
    await page.getByTestId('sign-in-password').fill('correct horse')
    await page.getByTestId('sign-in-submit').click()
    await shown(page.getByTestId('tab-settings'))
  }),
)
