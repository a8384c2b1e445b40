import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { asTyped, cells, gone, logEverySet, logSet, openToday, sessionOnServer, shown, showWarmUps, workingSets } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

const NOTE = 'Left knee fine. "Belt" from set 3 — felt 💪'

test(
  'a whole workout offline, the browser killed, back online: the server has exactly what was typed, once',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    await phone.setOffline(true)
    await shown(page.getByTestId('offline-banner'))
    await showWarmUps(page)
    const typed = await logEverySet(page, session)
    await page.getByTestId('session-notes').fill(NOTE)
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-rpe-8').click()
    await page.getByTestId('complete-save').click()
    await shown(page.getByTestId('complete-success'))
    await shown(page.locator('[data-testid="complete-mark"][data-mark="waiting"]'))
    await shown(page.getByTestId('offline-banner'))

    await phone.kill()
    const again = await phone.start({ offline: true })
    await again.goto(network.origin)
    await shown(again.getByTestId('today-card'))
    await shown(again.getByTestId('offline-banner'))
    // A tap, not a new load: while a page is left, Chromium lets requests past its own offline switch.
    await again.getByTestId('today-open').click()
    await showWarmUps(again)
    for (const set of typed) await becomes(() => cells(again, set), { ...set, checked: true })
    await becomes(() => again.getByTestId('session-notes').inputValue(), NOTE)
    assert.deepEqual(completions(network), [], 'nothing reached the server while offline')

    await phone.setOffline(false)
    await until(() => completions(network).length > 0, 'the completion is sent by itself')
    await gone(again.getByTestId('offline-banner'))
    await shown(again.locator(`[data-testid="set-mark-${typed[0]!.setId}"][data-mark="server"]`))
    assert.equal(completions(network).length, 1)
    const onServer = await sessionOnServer(server, session.id)
    assert.deepEqual(asTyped(onServer), typed)
    assert.deepEqual([onServer.status, onServer.notes, onServer.sessionRpe, onServer.revisionCount], ['completed', NOTE, 8, 0])
  }),
)

test(
  'killed the moment a ✓ shows: that set is saved, also offline, and reaches the server',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    await phone.setOffline(true)
    const set = workingSets(session)[0]!
    const typed = await logSet(page, set, 5)
    await phone.kill()

    const again = await phone.start({ offline: true })
    await again.goto(`${network.origin}/session/${session.id}`)
    await becomes(() => cells(again, typed), { ...typed, checked: true })
    await phone.setOffline(false)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
    assert.deepEqual(asTyped(await sessionOnServer(server, session.id)), [typed])
  }),
)

test(
  'the server answers the completion and the connection dies before the answer arrives: one completion after the retry',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    const set = workingSets(session)[0]!
    let lost = 0
    network.decide(({ path }) => (path.endsWith('/complete') && lost++ === 0 ? { kind: 'loseAnswer' } : { kind: 'pass' }))
    const typed = await logSet(page, set, 0)
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await until(() => completions(network).length >= 2, 'the completion is sent again')
    await shown(page.locator('[data-testid="complete-mark"][data-mark="server"]'))
    const sent = completions(network)
    assert.deepEqual(new Set(sent.map(({ operationId }) => operationId)).size, 1, 'the retry has the same operation id')
    const onServer = await sessionOnServer(server, session.id)
    assert.deepEqual([onServer.status, onServer.revisionCount], ['completed', 0])
    assert.deepEqual(asTyped(onServer), [typed])
  }),
)

function completions(network: { passed: { method: string; path: string; operationId: string | null }[] }) {
  return network.passed.filter(({ method, path }) => method === 'POST' && path.endsWith('/complete'))
}
