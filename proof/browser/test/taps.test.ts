import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGym } from '../lib/gym.ts'
import { asTyped, sessionOnServer, shown, signIn } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { barbellPlan, planToday } from '../lib/plans.ts'
import { touchScreen } from '../lib/touch.ts'

const TAPS_MAX = 18

test(
  `16 sets on plan take at most ${TAPS_MAX} taps, from Today to where Complete can be pressed`,
  inGym(async ({ server, network, phone }) => {
    const { session, sets } = await planToday(server, barbellPlan(4, 4))
    const page = await phone.start()
    const finger = await touchScreen(page)
    let taps = 0
    const tap = async (testId: string) => {
      taps += 1
      await finger(testId)
    }
    await signIn(page, network.origin)
    await shown(page.getByTestId('today-start'))
    await tap('today-start')
    await shown(page.getByTestId('log-next-set'))
    await becomes(() => page.getByTestId('complete-workout').isDisabled(), true, 'with nothing logged there is nothing to complete')
    for (const { id } of sets) {
      await tap('log-next-set')
      await shown(page.locator(`[data-testid="set-check-${id}"][aria-checked="true"]`))
    }
    await shown(page.getByTestId('complete-workout'))
    await becomes(() => page.getByTestId('complete-workout').isEnabled(), true)
    console.log(`16 sets on plan: ${taps} taps`)
    assert.ok(taps <= TAPS_MAX, `${taps} taps`)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 16, 'every set is on the server')
    const logged = asTyped(await sessionOnServer(server, session.id))
    assert.deepEqual(
      logged,
      sets.map(({ id }) => ({ setId: id, weight: '100', reps: '5', rpe: '' })),
    )
  }),
)
