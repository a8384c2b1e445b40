import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sessionAnswerSchema, signedInSchema, syncAnswerSchema, todayAnswerSchema } from '@holdfast/contract'
import { createApp } from '../src/app.ts'
import { DEMO_COACH } from '../src/demo/accounts.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { systemRandom } from '../src/random.ts'
import { onEveryEngine } from './support/engines.ts'
import { applied, dumpOf, handClock, log, operations, request, send } from './support/gym.ts'

onEveryEngine((engine) => {
  async function demoGym() {
    const clock = handClock()
    await seedDemo({ db: engine.db, clock }, 'holdfast-demo')
    const app = createApp({ db: engine.db, clock, random: systemRandom, demo: true })
    const { account, accessToken } = signedInSchema.parse((await request(app, null, 'POST', '/v1/auth/demo')).json)
    return { app, clock, lifter: { id: account.id, email: account.email, token: accessToken } }
  }

  test('the demo lifter has two weeks of history and a session today', async () => {
    const { app, lifter } = await demoGym()
    const { sessions } = syncAnswerSchema.parse((await request(app, lifter, 'GET', '/v1/sync')).json)
    assert.deepEqual(
      sessions.map(({ status }) => status),
      [...Array(6).fill('completed'), ...Array(12).fill('planned')],
    )
    assert.ok(sessions.slice(0, 6).every(({ actualSets }) => actualSets.length >= 10))
    const { today, next } = todayAnswerSchema.parse((await request(app, lifter, 'GET', '/v1/sessions/today?on=2026-03-10')).json)
    assert.deepEqual([today?.scheduledOn, today?.title, next?.scheduledOn], ['2026-03-10', 'Squat and press', '2026-03-12'])
  })

  test('the demo coach signs in with the password and changes the plan', async () => {
    const { app, lifter } = await demoGym()
    const body = { email: DEMO_COACH.email, password: 'holdfast-demo' }
    const { accessToken } = signedInSchema.parse((await request(app, null, 'POST', '/v1/auth/login', { body })).json)
    const { today } = todayAnswerSchema.parse((await request(app, lifter, 'GET', '/v1/sessions/today?on=2026-03-10')).json)
    assert.ok(today)
    const answer = await request(app, { token: accessToken }, 'PUT', `/v1/sessions/${today.id}/plan`, {
      body: { plan: today.plan.slice(1) },
    })
    assert.equal(sessionAnswerSchema.parse(answer.json).session.planVersion, 2)
  })

  test('seeding again leaves what people did in the demo', async () => {
    const { app, lifter, clock } = await demoGym()
    const { today } = todayAnswerSchema.parse((await request(app, lifter, 'GET', '/v1/sessions/today?on=2026-03-10')).json)
    assert.ok(today)
    applied(await send(app, lifter, operations.complete(today.id, log([]))))
    const before = await dumpOf(engine.db)
    clock.pass(86_400_000)
    await seedDemo({ db: engine.db, clock }, 'another password')
    assert.equal(await dumpOf(engine.db), before)
  })
})
