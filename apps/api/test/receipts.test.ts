import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createApp } from '../src/app.ts'
import { systemRandom } from '../src/random.ts'
import { onEveryEngine } from './support/engines.ts'
import {
  actualSet,
  applied,
  at,
  handClock,
  lifterWithSession,
  log,
  newGym,
  newPerson,
  newSession,
  operations,
  problem,
  readSession,
  send,
  setBody,
} from './support/gym.ts'
import { openPatiently } from './support/postgres.ts'

onEveryEngine((engine) => {
  test('twenty duplicates at once have one effect and one verdict', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const operation = operations.complete(sessionId, log([actualSet(randomUUID())]))
    const operationId = randomUUID()
    const before = await readSession(gym.app, lifter, sessionId)
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(gym.app, lifter, operation, operationId)))
    assert.equal(new Set(answers.map((answer) => JSON.stringify(applied(answer)))).size, 1)
    const session = await readSession(gym.app, lifter, sessionId)
    assert.deepEqual([session.version, session.revisionCount, session.actualSets.length], [before.version + 1, 0, 1])
  })

  test('the answer names the operation it answers, also when it refuses', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const [good, bad] = [randomUUID(), randomUUID()]
    const yes = await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody()), good)
    const no = await send(gym.app, lifter, operations.putSet(randomUUID(), randomUUID(), setBody()), bad)
    assert.deepEqual([yes.headers['operation-id'], applied(yes).operationId], [good, good])
    assert.deepEqual([no.headers['operation-id'], problem(no).operationId], [bad, bad])
  })

  test('an id given to another body is refused and changes nothing', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const [operationId, setId] = [randomUUID(), randomUUID()]
    applied(await send(gym.app, lifter, operations.putSet(sessionId, setId, setBody({ reps: 5 })), operationId))
    const before = await readSession(gym.app, lifter, sessionId)
    const refused = problem(await send(gym.app, lifter, operations.putSet(sessionId, setId, setBody({ reps: 6 })), operationId))
    assert.deepEqual([refused.status, refused.code, refused.operationId], [422, 'operation_id_reused', operationId])
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), before)
  })

  test('the order of keys and the case of an id make no other request', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const [operationId, setId] = [randomUUID(), randomUUID()]
    const body = setBody()
    const first = applied(await send(gym.app, lifter, operations.putSet(sessionId, setId, body), operationId))
    const turned = Object.fromEntries(Object.entries(body).reverse())
    const again = await send(gym.app, lifter, operations.putSet(sessionId.toUpperCase(), setId, turned), `"${operationId.toUpperCase()}"`)
    assert.deepEqual(applied(again), first)
  })

  test('a rejected verdict is stored: repeated it is the same, also after its reason has gone', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const [setId, operationId] = [randomUUID(), randomUUID()]
    applied(await send(gym.app, lifter, operations.putSet(sessionId, setId, setBody())))
    const skip = operations.skip(sessionId, { reason: 'sick', logged_at: at(5) })
    const first = problem(await send(gym.app, lifter, skip, operationId))
    assert.deepEqual([first.status, first.code], [409, 'session_has_sets'])
    applied(await send(gym.app, lifter, operations.deleteSet(sessionId, setId, { logged_at: at(10) })))
    assert.deepEqual(problem(await send(gym.app, lifter, skip, operationId)), first)
    assert.equal((await readSession(gym.app, lifter, sessionId)).status, 'in_progress')
  })

  test('a body that cannot be accepted gets a stored verdict with its fields and limits', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const operationId = randomUUID()
    const operation = operations.putSet(sessionId, randomUUID(), setBody({ reps: 1000 }))
    const first = problem(await send(gym.app, lifter, operation, operationId))
    assert.deepEqual([first.status, first.code, first.operationId], [422, 'validation_failed', operationId])
    assert.deepEqual(
      first.errors?.map(({ pointer, code, max }) => ({ pointer, code, max })),
      [{ pointer: '/reps', code: 'out_of_range', max: 999 }],
    )
    assert.deepEqual(problem(await send(gym.app, lifter, operation, operationId)), first)
    const stored = await engine.db.query('select status from operation_receipts where user_id = $1', [lifter.id])
    assert.deepEqual(stored, [{ status: 422 }])
  })

  test('a rejected operation does not change the version', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    problem(await send(gym.app, lifter, operations.skip(randomUUID(), { reason: null, logged_at: at(0) })))
    const [user] = await engine.db.query<{ version: string }>('select version from users where id = $1', [lifter.id])
    assert.equal(Number(user?.version), 0)
  })

  test('after a lost answer the retry gets the same verdict, with the session as it is now', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const operationId = randomUUID()
    const operation = operations.putSet(sessionId, randomUUID(), setBody())
    const first = applied(await send(gym.app, lifter, operation, operationId))
    applied(await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody({ setOrder: 1 }))))
    const again = applied(await send(gym.app, lifter, operation, operationId))
    assert.deepEqual({ ...again, session: null }, { ...first, session: null })
    assert.deepEqual(again.session, await readSession(gym.app, lifter, sessionId))
    assert.equal(again.session.actualSets.length, 2)
  })

  test('without a readable id nothing is stored and nothing is settled', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const refused = problem(await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody()), 'set-1'))
    assert.deepEqual([refused.status, refused.code, refused.operationId], [400, 'operation_id_missing', undefined])
    assert.equal((await readSession(gym.app, lifter, sessionId)).status, 'planned')
  })

  test('two users may use the same operation id', async () => {
    const gym = newGym(engine.db)
    const [one, other] = [await newPerson(gym), await newPerson(gym)]
    const operationId = randomUUID()
    for (const lifter of [one, other]) {
      const sessionId = await newSession(gym, lifter)
      assert.equal(
        applied(await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody()), operationId)).outcome,
        'applied',
      )
    }
  })

  test('an unexpected failure undoes everything and is no verdict', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const unlucky = () => {
      throw new Error('no more ids')
    }
    const broken = createApp({ db: engine.db, clock: gym.clock, random: { ...systemRandom, uuid: unlucky }, demo: false })
    applied(await send(gym.app, lifter, operations.complete(sessionId, log([]))))
    const before = await readSession(gym.app, lifter, sessionId)
    const edit = operations.complete(sessionId, log([], { notes: 'better', logged_at: at(700) }))
    const operationId = randomUUID()
    const failed = problem(await send(broken, lifter, edit, operationId))
    assert.deepEqual([failed.status, failed.code, failed.operationId], [500, 'internal', undefined])
    assert.deepEqual(await readSession(gym.app, lifter, sessionId), before)
    assert.equal(applied(await send(gym.app, lifter, edit, operationId)).outcome, 'applied')
  })

  test('two servers on one PostgreSQL apply each operation once', async (t) => {
    if (engine.url === null) return t.skip('the embedded database belongs to one process')
    const gym = newGym(engine.db)
    const otherDb = openPatiently(engine.url)
    t.after(() => otherDb.close())
    const other = createApp({ db: otherDb, clock: handClock(), random: systemRandom, demo: false })
    const lifter = await newPerson(gym)
    const sessionId = await newSession(gym, lifter)
    const sent = Array.from({ length: 10 }, (_, index) => ({
      id: randomUUID(),
      operation: operations.putSet(sessionId, randomUUID(), setBody({ setOrder: index })),
    }))
    const answers = await Promise.all(
      sent.flatMap(({ id, operation }) => [0, 1, 2, 3].map((copy) => send(copy % 2 === 0 ? gym.app : other, lifter, operation, id))),
    )
    answers.forEach((answer) => applied(answer))
    const session = await readSession(gym.app, lifter, sessionId)
    assert.deepEqual([session.actualSets.length, session.version], [10, 1 + 10])
  })
})
