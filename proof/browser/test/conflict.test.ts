import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { gone, sessionOnServer, shown } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { finishedTwice } from '../lib/twoDevices.ts'

test(
  'finished on two devices, this one newer: shown, compared, and the missing sets are added',
  inGym(async (gym) => {
    const { page, session, first, second, third } = await finishedTwice(gym, 'earlier')
    await shown(page.getByText('is newer, so we kept this one.'))
    assert.deepEqual(
      (await sessionOnServer(gym.server, session.id)).actualSets.map(({ id }) => id),
      [first.id],
    )
    await page.getByTestId(`meeting-compare-${session.id}`).click()
    await shown(page.getByText('2 sets only in the other version'))
    await shown(page.getByText(/→ 2 reps/))
    await page.getByTestId('revision-add-missing').click()
    const onServer = async () => (await sessionOnServer(gym.server, session.id)).actualSets.map(({ id, reps }) => [id, reps])
    await until(async () => (await onServer()).length === 3, 'the union is on the server')
    assert.deepEqual(await onServer(), [
      [first.id, first.reps],
      [second.id, 6],
      [third.id, 6],
    ])
    await page.goto(`${gym.network.origin}/today`)
    await shown(page.getByTestId('today-card'))
    assert.equal(await page.getByTestId(`meeting-${session.id}`).count(), 0, 'nothing is left to be told')
  }),
)

test(
  'two logs compared on a phone: every load is on one line, nothing is covered, and Undo waits on its own page',
  inGym(async (gym) => {
    const { page, session, first } = await finishedTwice(gym, 'earlier')
    await page.getByTestId(`meeting-compare-${session.id}`).click()
    await shown(page.getByTestId(`compare-set-${first.id}`))
    const tall = await page.evaluate(() =>
      [...document.querySelectorAll('[role="cell"], [role="rowheader"], [role="columnheader"]')]
        .flatMap((cell) => (cell.childElementCount === 0 ? [cell] : [...cell.children]))
        .filter((words) => words.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(words).lineHeight))
        .map((words) => words.textContent),
    )
    assert.deepEqual(tall, [], 'words that wrap')
    assert.equal(await page.getByTestId('snackbar').count(), 0, 'Undo of the finish is not offered beside another decision')
    await page.getByTestId('revision-keep').click()
    await shown(page.getByTestId('today-card'))
  }),
)

test(
  'finished on two devices, the other one newer: shown, and this phone’s version is restored',
  inGym(async (gym) => {
    const { page, session, first } = await finishedTwice(gym, 'later')
    await shown(page.getByText(/Another device's log .* is newer, so that one counts/))
    await page.getByTestId(`meeting-compare-${session.id}`).click()
    await page.getByTestId('revision-use').click()
    const onServer = async () => (await sessionOnServer(gym.server, session.id)).actualSets.map(({ id, reps }) => [id, reps])
    await until(async () => (await onServer()).length === 1, 'this phone’s log counts')
    assert.deepEqual(await onServer(), [[first.id, first.reps]])
    assert.equal((await sessionOnServer(gym.server, session.id)).revisionCount, 2, 'both versions are kept')
    await shown(page.getByTestId('snackbar').getByText('The other version counts now.'))
    await page.getByTestId('snackbar-undo').click()
    await until(async () => (await onServer()).length > 1, 'the one from before counts again')
    assert.equal((await sessionOnServer(gym.server, session.id)).revisionCount, 3, 'and nothing was lost for it')
  }),
)

test(
  'a conflict that was acknowledged is not shown again, also not after the browser was killed',
  inGymWithKills(async (gym) => {
    const { page, session } = await finishedTwice(gym, 'later')
    await page.getByTestId(`meeting-ok-${session.id}`).click()
    await gone(page.getByTestId(`meeting-${session.id}`))
    await gym.phone.kill()
    const again = await gym.phone.start()
    await again.goto(`${gym.network.origin}/today`)
    await shown(again.getByTestId('today-card'))
    // Another change on the other device: once it has arrived, everything there was to show has arrived.
    const { accessToken: token } = await gym.server.call('demo')
    const { next } = await gym.server.call('today', { token })
    const body = { reason: null, logged_at: new Date().toISOString() }
    await gym.server.call('skip', { token, operationId: randomUUID(), params: { sessionId: next!.id }, body })
    await again.getByTestId('tab-sync').click()
    await again.getByTestId('sync-now').click()
    await again.getByTestId('tab-history').click()
    await shown(again.getByTestId(`history-session-${next!.id}`))
    await again.getByTestId('tab-today').click()
    await shown(again.getByTestId('today-card'))
    assert.equal(await again.getByTestId(`meeting-${session.id}`).count(), 0)
  }),
)
