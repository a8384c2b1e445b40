import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlannedSet } from '@holdfast/contract'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { cells, logSet, openToday, openTodaysSession, sessionOnServer, shown, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import { holdTime, passUntil, stopTime } from '../lib/pageTime.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { watchRequests } from '../lib/requests.ts'

test(
  'the server rejects a set: it is shown, not sent again, and the log still shows the set',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone }, holdTime)
    const [set, next] = workingSets(session) as [PlannedSet, PlannedSet]
    network.decide(({ method }) => (method === 'PUT' ? { kind: 'spoil', body: (body) => ({ ...body, reps: 1000 }) } : { kind: 'pass' }))
    const typed = await logSet(page, set, 3)
    await shown(page.locator(`[data-testid="set-mark-${set.id}"][data-mark="attention"]`))
    const puts = () => network.passed.filter(({ path }) => path.endsWith(set.id))
    assert.deepEqual(
      puts().map(({ status }) => status),
      [422],
    )
    await becomes(() => cells(page, typed), { ...typed, checked: true })
    await page.getByTestId('sync-glyph').first().click()
    await shown(page.getByText('1000').or(page.getByText('999')))
    network.decide(() => ({ kind: 'pass' }))
    await page.getByTestId('sync-now').click()
    await page.clock.fastForward(3_600_000)
    await page.goBack()
    // A later change is sent later, so there was every chance to send it.
    await tick(page, next.id)
    await shown(page.locator(`[data-testid="set-mark-${next.id}"][data-mark="server"]`))
    assert.equal(puts().length, 1, 'it is not sent again by itself')
    assert.deepEqual(
      (await sessionOnServer(server, session.id)).actualSets.map(({ id }) => id),
      [next.id],
    )

    await phone.kill()
    const again = await phone.start()
    await again.goto(`${network.origin}/session/${session.id}`)
    await becomes(() => cells(again, typed), { ...typed, checked: true })
    await shown(again.locator(`[data-testid="set-mark-${set.id}"][data-mark="attention"]`))
  }),
)

test(
  'a captive portal answers 200 with a web page: nothing is marked as sent, and it is sent when the portal is gone',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    const set = workingSets(session)[0]!
    network.decide(() => ({ kind: 'captivePortal' }))
    const asked = network.passed.length
    const typed = await logSet(page, set, 1)
    // Asked again, so its first answer was understood.
    await until(() => network.passed.slice(asked).filter(({ method }) => method === 'PUT').length >= 2, 'the portal was asked twice')
    const mark = await page.getByTestId(`set-mark-${set.id}`).getAttribute('data-mark')
    assert.ok(mark === 'device' || mark === 'waiting', `the mark says ${mark}`)
    assert.deepEqual((await sessionOnServer(server, session.id)).actualSets, [])
    network.decide(() => ({ kind: 'pass' }))
    await shown(page.locator(`[data-testid="set-mark-${set.id}"][data-mark="server"]`))
    assert.equal((await sessionOnServer(server, session.id)).actualSets.length, 1)
    await becomes(() => cells(page, typed), { ...typed, checked: true })
  }),
)

test(
  'behind a captive portal for a while, then through: “Try now” sends at once what would have waited',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await holdTime(page)
    const requests = await watchRequests(page)
    await openTodaysSession(page, network.origin)
    const { session } = await todayOnServer(server)
    const set = workingSets(session)[0]!
    network.decide(() => ({ kind: 'captivePortal' }))
    await logSet(page, set, 1)
    await page.getByTestId('sync-glyph').first().click()
    await shown(page.getByTestId('sync-waiting'))
    await stopTime(page)
    const tried = async () => (await requests()).all.filter(({ kind, tookMs }) => kind === 'write' && tookMs !== null).length
    await passUntil(page, async () => (await tried()) >= 4, {
      what: 'it was tried four times',
      mostMs: 60_000,
      isBusy: async () => (await requests()).all.some(({ tookMs }) => tookMs === null),
    })
    network.decide(() => ({ kind: 'pass' }))
    // Without the tap nothing would ever be sent: no time passes.
    await page.getByTestId('sync-now').click()
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
  }),
)

test(
  'the coach changes the plan during the session: the new plan is on screen, and no logged set changed',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    const [first, second] = workingSets(session)
    const typed = await logSet(page, first!, 2)
    const { accessToken: token } = await server.call('login', { body: { email: 'coach@holdfast.app', password: 'holdfast-demo' } })
    const plan = session.plan.map((exercise) => ({
      ...exercise,
      notes: 'Coach: slow on the way down',
      sets: exercise.sets
        .filter(({ id }) => id !== first!.id)
        .map((set) => (set.id === second!.id ? { ...set, weight: { value: 61.5, unit: 'kg' as const }, reps: 12 } : set)),
    }))
    await server.call('putPlan', { token, params: { sessionId: session.id }, body: { plan } })
    await phone.setOffline(true)
    await phone.setOffline(false)
    await shown(page.getByTestId('plan-news'))
    await becomes(() => cells(page, typed), { ...typed, checked: true }, 'the set was taken out of the plan, not out of the log')
    const row = page.getByTestId(`set-row-${second!.id}`)
    await shown(row)
    const shownWeight = await page
      .getByTestId(`set-weight-${second!.id}`)
      .evaluate((cell: HTMLInputElement) => cell.value || cell.placeholder)
    assert.equal(shownWeight, '61.5')
    const onServer = await sessionOnServer(server, session.id)
    assert.deepEqual([onServer.planVersion, onServer.actualSets.map(({ id }) => id)], [2, [first!.id]])
  }),
)
