import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plannedSetsOf } from '@holdfast/contract'
import { inGym } from '../lib/gym.ts'
import { asTyped, cells, logSet, openTodaysSession, sessionOnServer, shown, todayOnServer, until } from '../lib/lifter.ts'

test(
  'two tabs on one session: each shows what the other logged, one of them sends, and the other takes over when it is closed',
  inGym(async ({ server, network, phone }) => {
    const first = await phone.start()
    await openTodaysSession(first, network.origin)
    const { session } = await todayOnServer(server)
    const second = await first.context().newPage()
    await second.setViewportSize({ width: 390, height: 844 })
    await second.goto(`${network.origin}/session/${session.id}`)
    const [a, b, c] = plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working')
    const inFirst = await logSet(first, a!, 0)
    const inSecond = await logSet(second, b!, 1)
    await shown(first.locator(`[data-testid="set-check-${b!.id}"][aria-checked="true"]`))
    await shown(second.locator(`[data-testid="set-check-${a!.id}"][aria-checked="true"]`))
    assert.deepEqual(await cells(first, inSecond), { ...inSecond, checked: true })
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 2, 'both sets are on the server')
    const sent = network.passed.filter(({ operationId }) => operationId !== null).map(({ operationId }) => operationId)
    assert.deepEqual(sent, [...new Set(sent)], 'no tab sent what the other one had')

    await first.close()
    const afterwards = await logSet(second, c!, 2)
    await shown(second.locator(`[data-testid="set-mark-${c!.id}"][data-mark="server"]`))
    assert.deepEqual(asTyped(await sessionOnServer(server, session.id)), [inFirst, inSecond, afterwards])
  }),
)
