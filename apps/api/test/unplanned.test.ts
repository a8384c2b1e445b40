import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { batchAnswerSchema, syncAnswerSchema } from '@holdfast/contract'
import { commit } from '../src/db/db.ts'
import { bumpVersion } from '../src/stored/userVersion.ts'
import { onEveryEngine } from './support/engines.ts'
import {
  actualSet,
  applied,
  at,
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
import type { Gym, Operation, Person } from './support/gym.ts'

const unplanned = { title: 'Garage session', scheduledOn: '2026-03-10' }

onEveryEngine((engine) => {
  async function arranged() {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const sessionId = randomUUID()
    return {
      gym,
      lifter,
      sessionId,
      putSet: (setId: string, part = {}, id?: string) =>
        send(gym.app, lifter, operations.putSet(sessionId, setId, { ...setBody(part), unplanned }), id),
      deleteSet: (setId: string, seconds: number) =>
        send(gym.app, lifter, operations.deleteSet(sessionId, setId, { logged_at: at(seconds), unplanned })),
      complete: (body: object, id?: string) => send(gym.app, lifter, operations.complete(sessionId, { ...body, unplanned }), id),
      read: () => readSession(gym.app, lifter, sessionId),
      sync: async (cursor: number) => syncAnswerSchema.parse((await request(gym.app, lifter, 'GET', `/v1/sync?cursor=${cursor}`)).json),
    }
  }

  test('a set of an unknown session makes it, outside the plan, and starts it', async () => {
    const { sessionId, putSet, read, sync } = await arranged()
    const setId = randomUUID()
    const { session, outcome, conflict } = applied(await putSet(setId, { exerciseName: 'Zercher squat' }))
    assert.deepEqual([outcome, conflict], ['applied', null])
    assert.deepEqual(session, {
      id: sessionId,
      title: 'Garage session',
      programme: null,
      scheduledOn: '2026-03-10',
      status: 'in_progress',
      plan: [],
      planVersion: 1,
      actualSets: [actualSet(setId, { exerciseName: 'Zercher squat' })],
      sessionRpe: null,
      notes: '',
      startedAt: at(0),
      completedAt: null,
      skipReason: null,
      logged_at: null,
      autoFinalised: false,
      version: 1,
      revisionCount: 0,
    })
    assert.deepEqual(await read(), session)
    assert.deepEqual((await sync(0)).sessions, [session])
  })

  test('a completion of an unknown session makes it and finishes it, and later sets are added', async () => {
    const { putSet, complete, read } = await arranged()
    const [first, late] = [randomUUID(), randomUUID()]
    const { session, conflict } = applied(await complete(log([actualSet(first)])))
    assert.deepEqual(
      [session.status, session.title, session.plan, session.notes, conflict],
      ['completed', unplanned.title, [], 'fine', null],
    )
    assert.equal(applied(await putSet(late, { logged_at: at(700), setOrder: 1 })).session.status, 'completed')
    applied(await putSet(first, { reps: 3, logged_at: at(10) }))
    assert.deepEqual(
      (await read()).actualSets.map(({ id, reps }) => [id, reps]),
      [
        // The completion did not make this set newer.
        [first, 3],
        [late, 5],
      ],
    )
  })

  test('two sets and the completion of one session go in one batch, in order, and again in another', async () => {
    const { gym, lifter, sessionId, read } = await arranged()
    const [one, two] = [randomUUID(), randomUUID()]
    const sets = [actualSet(one), actualSet(two, { setOrder: 1 })]
    const asked = [
      operations.putSet(sessionId, one, { ...setBody(), unplanned }),
      operations.putSet(sessionId, two, { ...setBody({ setOrder: 1 }), unplanned }),
      operations.complete(sessionId, { ...log(sets), unplanned }),
    ].map(({ method, url, body }) => ({ operationId: randomUUID(), method, path: url, body }))
    for (let round = 0; round < 2; round++) {
      const answer = await request(gym.app, lifter, 'POST', '/v1/operations', { body: { operations: asked } })
      const { answers, sessions } = batchAnswerSchema.parse(answer.json)
      assert.deepEqual(
        answers.map(({ operationId, status }) => [operationId, status]),
        asked.map(({ operationId }) => [operationId, 200]),
      )
      assert.deepEqual(sessions, [await read()])
    }
    const session = await read()
    assert.deepEqual([session.status, session.actualSets, session.revisionCount, session.version], ['completed', sets, 0, 3])
  })

  test('twenty duplicates at once make one session with one set', async () => {
    const { putSet, read, sync } = await arranged()
    const [setId, id] = [randomUUID(), randomUUID()]
    const answers = await Promise.all(Array.from({ length: 20 }, () => putSet(setId, {}, id)))
    for (const answer of answers) assert.deepEqual(applied(answer), applied(answers[0] ?? assert.fail()))
    assert.deepEqual([(await read()).actualSets.length, (await sync(0)).sessions.length, (await read()).version], [1, 1, 1])
  })

  test('two devices that make the same session keep the newer log, and the other as a revision', async () => {
    const { complete, read } = await arranged()
    const set = actualSet(randomUUID())
    await Promise.all([complete(log([set], { notes: 'a', logged_at: at(610) })), complete(log([set], { notes: 'b', logged_at: at(620) }))])
    const session = await read()
    assert.deepEqual([session.notes, session.revisionCount], ['b', 1])
  })

  test('a set removed before its PUT arrived makes the session too, and stays removed', async () => {
    const { deleteSet, putSet, read } = await arranged()
    const setId = randomUUID()
    applied(await deleteSet(setId, 10))
    assert.equal(applied(await putSet(setId, { logged_at: at(5) })).outcome, 'superseded')
    const session = await read()
    assert.deepEqual([session.title, session.status, session.actualSets], [unplanned.title, 'planned', []])
  })

  test('an existing session keeps its title, day and plan, which a lifter may not change', async () => {
    const { gym, lifter } = await arranged()
    const sessionId = await newSession(gym, lifter)
    const lift = (operation: Operation) => send(gym.app, lifter, operation)
    const other = { title: 'Mine', scheduledOn: '2020-01-01' }
    applied(await lift(operations.putSet(sessionId, randomUUID(), { ...setBody(), unplanned: other })))
    const { session } = applied(await lift(operations.complete(sessionId, { ...log([]), unplanned: other })))
    assert.deepEqual([session.title, session.scheduledOn, session.plan], ['Squat', '2026-03-10', PLAN])
  })

  test('a removed session comes back with what is logged in it, and sync answers it', async () => {
    const { gym, lifter, sync } = await arranged()
    const sessionId = await newSession(gym, lifter)
    for (const operation of [
      (part: object) => operations.putSet(sessionId, randomUUID(), { ...setBody(), ...part }),
      (part: object) => operations.complete(sessionId, { ...log([]), ...part }),
      (part: object) => operations.deleteSet(sessionId, randomUUID(), { logged_at: at(700), ...part }),
    ]) {
      const { cursor } = await removed(gym, lifter, sessionId)
      assert.deepEqual((await sync(cursor - 1)).tombstones, [sessionId])
      assert.equal(problem(await send(gym.app, lifter, operation({}))).code, 'session_not_found')
      const { session } = applied(await send(gym.app, lifter, operation({ unplanned })))
      assert.deepEqual([session.title, session.plan], ['Squat', PLAN])
      assert.deepEqual(await sync(cursor), { ...(await sync(cursor)), sessions: [session], tombstones: [] })
    }
  })

  test('an older version of a set in a removed session is superseded, and the session still comes back', async () => {
    const { gym, lifter, sessionId, putSet, sync } = await arranged()
    const setId = randomUUID()
    applied(await putSet(setId, { reps: 6, logged_at: at(20) }))
    const { cursor } = await removed(gym, lifter, sessionId)
    assert.equal(applied(await putSet(setId, { reps: 3, logged_at: at(10) })).outcome, 'superseded')
    assert.deepEqual(
      (await sync(cursor)).sessions.map(({ id, actualSets }) => [id, actualSets[0]?.reps]),
      [[sessionId, 6]],
    )
  })

  test('without `unplanned` an unknown session stays unknown, and nothing is made', async () => {
    const { gym, lifter, sessionId } = await arranged()
    const before = await dumpOf(gym.db)
    for (const operation of [
      operations.putSet(sessionId, randomUUID(), setBody()),
      operations.deleteSet(sessionId, randomUUID(), { logged_at: at(0) }),
      operations.complete(sessionId, log([])),
      operations.skip(sessionId, { reason: null, logged_at: at(0) }),
    ]) {
      assert.equal(problem(await send(gym.app, lifter, operation)).code, 'session_not_found')
    }
    assert.equal(await dumpOf(gym.db), before)
  })

  test('with the id of another user’s session a lifter makes their own, and neither sees nor changes the other one', async () => {
    const { gym, lifter, sessionId, putSet } = await arranged()
    const stranger = await newPerson(gym)
    applied(await putSet(randomUUID()))
    const before = await readSession(gym.app, lifter, sessionId)
    const { session } = applied(
      await send(gym.app, stranger, operations.complete(sessionId, { ...log([]), unplanned: { ...unplanned, title: 'Theirs' } })),
    )
    assert.deepEqual([session.title, session.actualSets, session.version], ['Theirs', [], 1])
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), before)
  })

  test('a day that is in no calendar is rejected with its field; a year that the database cannot store is clamped', async () => {
    const { gym, lifter } = await arranged()
    const made = (part: object) =>
      send(gym.app, lifter, operations.putSet(randomUUID(), randomUUID(), { ...setBody(), unplanned: { ...unplanned, ...part } }))
    for (const [part, pointer] of [
      [{ scheduledOn: '2026-02-30' }, '/unplanned/scheduledOn'],
      [{ title: '' }, '/unplanned/title'],
      [{ title: 'x'.repeat(121) }, '/unplanned/title'],
      [{ programme: null }, '/unplanned'],
    ] as const) {
      const { code, errors } = problem(await made(part))
      assert.deepEqual([code, errors?.map((error) => error.pointer)], ['validation_failed', [pointer]])
    }
    for (const [sent, stored] of [
      ['0000-01-01', '1970-01-02'],
      ['9999-12-31', '9999-12-30'],
      ['1999-12-31', '1999-12-31'],
    ]) {
      assert.equal(applied(await made({ scheduledOn: sent })).session.scheduledOn, stored)
    }
  })
})

/** Removes a session as a clean-up does. Answers the version of the removal. */
async function removed(gym: Gym, lifter: Person, sessionId: string): Promise<{ cursor: number }> {
  return await gym.db.tx(async (sql) => {
    const version = await bumpVersion(sql, lifter.id)
    await sql.query('update sessions set deleted_at = now(), version = $3 where user_id = $1 and id = $2', [lifter.id, sessionId, version])
    return commit({ cursor: version })
  })
}
