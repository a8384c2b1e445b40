import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sessionAnswerSchema, syncAnswerSchema } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import {
  actualSet,
  applied,
  dumpOf,
  log,
  newGym,
  newPerson,
  newSession,
  operations,
  PLAN,
  problem,
  readSession,
  request,
  send,
  setBody,
} from './support/gym.ts'

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

  test('a new plan reaches the lifter, and no logged set changes', async () => {
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

  test('a plan with ids in capitals is the same plan, and a set logged with such an id belongs to it', async () => {
    const { gym, lifter, coach, sessionId, putPlan } = await arranged()
    const capitals = (id: string): string => id.toUpperCase()
    const shouted = heavier.map((exercise) => ({
      ...exercise,
      id: capitals(exercise.id),
      exerciseId: capitals(exercise.exerciseId),
      sets: exercise.sets.map((set) => ({ ...set, id: capitals(set.id) })),
    }))
    const { session } = sessionAnswerSchema.parse((await putPlan(coach, shouted)).json)
    assert.deepEqual(session.plan, heavier)
    const { id } = heavier[0]!.sets[0]!
    const body = setBody({ plannedSetId: capitals(id) })
    const told = applied(await send(gym.app, lifter, operations.putSet(sessionId, capitals(id), body))).session
    assert.deepEqual([told.actualSets[0]?.id, told.actualSets[0]?.plannedSetId], [id, id])
  })

  test('a finished workout takes no new plan', async () => {
    const { gym, lifter, coach, sessionId, putPlan } = await arranged()
    const { session } = applied(await send(gym.app, lifter, operations.complete(sessionId, log([actualSet(randomUUID())]))))
    const { status, code } = problem(await putPlan(coach, heavier))
    assert.deepEqual([status, code], [409, 'session_finished'])
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), session)
    assert.equal((await putPlan(coach, session.plan)).status, 200, 'the same plan again is no new one')
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), session)
  })

  test('a set that was logged without a name takes the name of the plan that is replaced', async () => {
    const { gym, lifter, coach, sessionId, putPlan } = await arranged()
    const [{ exerciseId, name }] = PLAN as [(typeof PLAN)[0]]
    const [unnamed, named] = [randomUUID(), randomUUID()]
    applied(await send(gym.app, lifter, operations.putSet(sessionId, unnamed, setBody({ exerciseId }))))
    applied(
      await send(gym.app, lifter, operations.putSet(sessionId, named, setBody({ exerciseId, exerciseName: 'Pause squat', setOrder: 1 }))),
    )
    assert.equal((await putPlan(coach, PLAN.slice(1))).status, 200)
    const { actualSets } = await readSession(gym.app, lifter, sessionId)
    assert.deepEqual(
      actualSets.map(({ exerciseName }) => exerciseName),
      [name, 'Pause squat'],
    )
  })

  test('a coach of one lifter neither changes nor reads the data of another lifter, and reads no logs at all', async () => {
    const { gym, lifter, coach, sessionId, putPlan } = await arranged()
    const stranger = await newPerson(gym)
    const foreign = await newSession(gym, stranger)
    const before = await dumpOf(gym.db)
    const ask = (method: string, url: string, body?: unknown) => request(gym.app, coach, method, url, body === undefined ? {} : { body })
    assert.equal(problem(await ask('PUT', `/v1/sessions/${foreign}/plan`, { plan: heavier })).code, 'session_not_found')
    for (const id of [foreign, sessionId]) {
      for (const url of [`/v1/sessions/${id}`, `/v1/sessions/${id}/revisions`])
        assert.equal(problem(await ask('GET', url)).code, 'session_not_found')
    }
    assert.deepEqual(syncAnswerSchema.parse((await ask('GET', '/v1/sync')).json).sessions, [])
    assert.equal(await dumpOf(gym.db), before)
    assert.equal((await putPlan(coach, heavier)).status, 200)
    assert.equal((await readSession(gym.app, lifter, sessionId)).planVersion, 2)
  })

  test('a lifter who makes a session under the id of another lifter’s session does not receive the plan for it', async () => {
    const { gym, lifter, coach, sessionId, putPlan } = await arranged()
    const programme = { id: randomUUID(), name: 'Block', week: 1, day: 'Day 1' }
    await engine.db.query('update sessions set programme = $2::jsonb where user_id = $1', [lifter.id, JSON.stringify(programme)])
    const others = [await newPerson(gym), await newPerson(gym), await newPerson(gym), await newPerson(gym)]
    for (const other of others) {
      await engine.db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2)', [coach.id, other.id])
      const body = { ...setBody(), unplanned: { title: 'Mine', scheduledOn: '2026-03-10' } }
      applied(await send(gym.app, other, operations.putSet(sessionId, randomUUID(), body)))
    }
    assert.equal((await putPlan(coach, heavier)).status, 200)
    assert.deepEqual((await readSession(gym.app, lifter, sessionId)).plan, heavier)
    for (const other of others) assert.deepEqual((await readSession(gym.app, other, sessionId)).plan, [])
  })

  test('only a coach changes plans, and only those of their own lifters', async () => {
    const { gym, lifter, sessionId, putPlan } = await arranged()
    const before = await readSession(gym.app, lifter, sessionId)
    assert.equal(problem(await putPlan(lifter, heavier)).code, 'forbidden')
    assert.equal(problem(await putPlan(await newPerson(gym, 'coach'), heavier)).code, 'session_not_found')
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), before)
  })
})
