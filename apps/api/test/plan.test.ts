import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sessionAnswerSchema } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import { applied, newGym, newPerson, newSession, operations, PLAN, problem, readSession, request, send, setBody } from './support/gym.ts'

onEveryEngine((engine) => {
  async function arranged() {
    const gym = newGym(engine.db)
    const [lifter, coach] = [await newPerson(gym), await newPerson(gym, 'coach')]
    const sessionId = await newSession(gym, lifter)
    await engine.db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2)', [coach.id, lifter.id])
    const putPlan = (person: typeof coach, plan: unknown) =>
      request(gym.app, person, 'PUT', `/v1/sessions/${sessionId}/plan`, { body: { plan } })
    return { gym, lifter, coach, sessionId, putPlan }
  }
  const heavier = PLAN.map((exercise) => ({
    ...exercise,
    sets: exercise.sets.map((set) => ({ ...set, weight: { value: 110.5, unit: 'kg' as const } })),
  }))

  test('a new plan is told to the lifter, and no logged set moves', async () => {
    const { gym, lifter, coach, sessionId, putPlan } = await arranged()
    const before = applied(await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody()))).session
    const { session } = sessionAnswerSchema.parse((await putPlan(coach, heavier)).json)
    assert.deepEqual(session, { ...before, plan: heavier, planVersion: 2, version: before.version + 1 })
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), session)
  })

  test('the same plan again changes nothing', async () => {
    const { coach, putPlan } = await arranged()
    const first = sessionAnswerSchema.parse((await putPlan(coach, heavier)).json)
    assert.deepEqual(sessionAnswerSchema.parse((await putPlan(coach, heavier)).json), first)
  })

  test('only a coach changes plans, and only those of their own lifters', async () => {
    const { gym, lifter, sessionId, putPlan } = await arranged()
    const before = await readSession(gym.app, lifter, sessionId)
    assert.equal(problem(await putPlan(lifter, heavier)).code, 'forbidden')
    assert.equal(problem(await putPlan(await newPerson(gym, 'coach'), heavier)).code, 'session_not_found')
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), before)
  })
})
