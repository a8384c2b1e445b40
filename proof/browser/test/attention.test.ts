import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGym, inGymWithKills, type Gym } from '../lib/gym.ts'
import { gone, logSet, openToday, sessionOnServer, shown, signIn, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

/** A set of today that the real server refuses, because its reps were changed on their way. */
async function refusedSet({ server, network, phone }: Gym) {
  const { page, session } = await openToday({ server, network, phone })
  const set = workingSets(session)[0]!
  network.decide(({ method }) => (method === 'PUT' ? { kind: 'spoil', body: (body) => ({ ...body, reps: 1000 }) } : { kind: 'pass' }))
  await logSet(page, set, 3)
  await shown(page.locator(`[data-testid="set-mark-${set.id}"][data-mark="attention"]`))
  network.decide(() => ({ kind: 'pass' }))
  return { page, session, set }
}

test(
  'the server rejects a set: the activity list leads to its field, and the new number reaches the server',
  inGym(async (gym) => {
    const { page, session, set } = await refusedSet(gym)
    await page.getByTestId('sync-glyph').first().click()
    await shown(page.getByTestId('sync-attention'))
    await page.locator('[data-testid^="sync-fix-"]').click()
    const cell = page.getByTestId(`set-reps-${set.id}`)
    await shown(cell)
    await until(() => cell.evaluate((element) => element === document.activeElement), 'the refused number is in hand')
    await cell.fill('7')
    await until(async () => (await sessionOnServer(gym.server, session.id)).actualSets[0]?.reps === 7, 'the fixed set is on the server')
    await shown(page.locator(`[data-testid="set-mark-${set.id}"][data-mark="server"]`))
    await page.goto(`${gym.network.origin}/sync`)
    await shown(page.getByTestId('sync-sent'))
    assert.equal(await page.getByTestId('sync-attention').count(), 0)
    assert.equal(await page.getByTestId('sync-discarded').count(), 0, 'what was fixed was not discarded')
  }),
)

test(
  'a rejected set is discarded, found again after the browser was killed, and restored',
  inGymWithKills(async (gym) => {
    const { page, session, set } = await refusedSet(gym)
    await page.goto(`${gym.network.origin}/sync`)
    await page.locator('[data-testid^="sync-discard-"]').click()
    await page.getByTestId('discard-confirm').click()
    await gone(page.getByTestId('sync-attention'))
    await shown(page.getByTestId('sync-discarded'))
    await gym.phone.kill()
    const again = await gym.phone.start()
    await again.goto(`${gym.network.origin}/sync`)
    assert.deepEqual((await sessionOnServer(gym.server, session.id)).actualSets, [])
    await again.locator('[data-testid^="sync-restore-"]').click()
    await until(async () => (await sessionOnServer(gym.server, session.id)).actualSets[0]?.id === set.id, 'the set is on the server')
    await gone(again.getByTestId('sync-discarded'))
    await shown(again.getByTestId('sync-sent'))
  }),
)

test(
  'signing out with unsent work asks; kept in this browser, it is sent after the next sign-in',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    network.decide(({ method }) => (method === 'PUT' ? { kind: 'captivePortal' } : { kind: 'pass' }))
    const typed = await logSet(page, workingSets(session)[0]!, 2)
    await page.goto(`${network.origin}/settings`)
    await page.getByTestId('sign-out').click()
    await shown(page.getByTestId('sign-out-sheet'))
    await page.getByTestId('sign-out-stay').click()
    await gone(page.getByTestId('sign-out-sheet'))
    await page.getByTestId('sign-out').click()
    await page.getByTestId('sign-out-keep').click()
    await shown(page.getByTestId('sign-in-demo'))
    network.decide(() => ({ kind: 'pass' }))
    assert.deepEqual((await sessionOnServer(server, session.id)).actualSets, [])
    await page.getByTestId('sign-in-demo').click()
    await until(async () => (await sessionOnServer(server, session.id)).actualSets[0]?.id === typed.setId, 'the set is sent')
  }),
)

test(
  'deleting before signing out requires the typed word, and then nothing of the workout is left in this browser',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    network.decide(({ method }) => (method === 'PUT' ? { kind: 'captivePortal' } : { kind: 'pass' }))
    await logSet(page, workingSets(session)[0]!, 2)
    await page.goto(`${network.origin}/settings`)
    await page.getByTestId('sign-out').click()
    await page.getByTestId('sign-out-delete').click()
    await becomes(() => page.getByTestId('sign-out-delete-confirm').getAttribute('aria-disabled'), 'true')
    await page.getByTestId('sign-out-delete-word').fill('DELETE')
    await page.getByTestId('sign-out-delete-confirm').click()
    await shown(page.getByTestId('sign-in-demo'))
    const journals = () =>
      page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('holdfast-journal-')).length)
    await until(async () => (await journals()) === 0, 'the journal is gone')
    network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('sign-in-demo').click()
    await shown(page.getByTestId('today-start'))
    assert.deepEqual((await sessionOnServer(server, session.id)).actualSets, [])
  }),
)

test(
  'the server ends the sign-in: the session says so, logging goes on, and signing in again sends everything',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    const { session } = await todayOnServer(server)
    await page.getByTestId('today-start').click()
    await shown(page.getByTestId('complete-workout'))
    network.decide(({ path }) => (path === '/v1/server' ? { kind: 'pass' } : { kind: 'problem', status: 401, code: 'unauthenticated' }))
    const [first, second] = workingSets(session)
    await tick(page, first!.id)
    await shown(page.getByTestId('strip-signIn'))
    await tick(page, second!.id)
    await shown(page.getByRole('link', { name: 'Sign in again to send 2 changes. You can keep logging.' }))
    network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('strip-signIn').click()
    await page.getByTestId('sign-in-email').fill('demo@holdfast.app')
    await page.getByTestId('sign-in-password').fill('holdfast-demo')
    await page.getByTestId('sign-in-submit').click()
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 2, 'both sets are on the server')
  }),
)
