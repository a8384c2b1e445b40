import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { batchAnswerSchema, type BatchAnswer, type BatchBody } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import { actualSet, applied, at, lifterWithSession, log, newGym, operations, readSession, request, send, setBody } from './support/gym.ts'
import type { Gym, Person } from './support/gym.ts'

type Sent = { method: string; url: string; body: unknown }

onEveryEngine((engine) => {
  function batched({ method, url, body }: Sent, operationId = randomUUID()): BatchBody['operations'][number] {
    return { operationId, method: method as 'PUT', path: url, body }
  }

  async function sendBatch(gym: Gym, lifter: Person, list: BatchBody['operations']): Promise<BatchAnswer> {
    const answer = await request(gym.app, lifter, 'POST', '/v1/operations', { body: { operations: list } })
    assert.equal(answer.status, 200)
    return batchAnswerSchema.parse(answer.json)
  }

  test('operations of a batch run in order, one verdict each, and a refused one does not stop those behind it', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const [first, second] = [randomUUID(), randomUUID()]
    const list = [
      batched(operations.putSet(sessionId, first, setBody({ reps: 5 }))),
      batched(operations.putSet(sessionId, first, setBody({ reps: 1000 }))),
      batched(operations.putSet(randomUUID(), second, setBody())),
      batched({ method: 'POST', url: '/v1/sessions/x/fly', body: {} }),
      batched(operations.complete(sessionId, log([actualSet(first), actualSet(second)]))),
    ]
    const { answers, sessions } = await sendBatch(gym, lifter, list)
    assert.deepEqual(
      answers.map(({ operationId }) => operationId),
      list.map(({ operationId }) => operationId),
    )
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 422, 404, 404, 200],
    )
    assert.deepEqual(sessions, [await readSession(gym.app, lifter, sessionId)])
    assert.equal(sessions[0]?.status, 'completed')
  })

  test('an operation sent in a batch and alone, in either order, has one effect and one verdict', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const operation = operations.putSet(sessionId, randomUUID(), setBody())
    const operationId = randomUUID()
    const { answers } = await sendBatch(gym, lifter, [batched(operation, operationId), batched(operation, operationId)])
    const alone = applied(await send(gym.app, lifter, operation, operationId))
    assert.deepEqual(
      answers.map(({ body }) => body),
      Array.from({ length: 2 }, () => ({ operationId, outcome: alone.outcome, conflict: null, sessionId })),
    )
    assert.equal((await readSession(gym.app, lifter, sessionId)).actualSets.length, 1)
  })

  test('each operation of a batch is corrected by its own Sent-At, and a clock ahead keeps their order', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const setId = randomUUID()
    const ahead = (reps: number) => batched(operations.putSet(sessionId, setId, setBody({ reps, logged_at: at(500_000_000) })))
    await sendBatch(gym, lifter, [ahead(1), ahead(2), ahead(3)])
    assert.equal((await readSession(gym.app, lifter, sessionId)).actualSets[0]?.reps, 3)
  })

  test('at an operation the server cannot answer the batch stops: what is done is said, what is behind was not tried', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const list = Array.from({ length: 3 }, () => batched(operations.putSet(sessionId, randomUUID(), setBody())))
    let transactions = 0
    const failing = newGym({
      ...engine.db,
      asUser(id) {
        const db = engine.db.asUser(id)
        return { ...db, tx: (run) => (++transactions === 2 ? Promise.reject(new Error('out of luck')) : db.tx(run)) }
      },
    })
    const answer = await request(failing.app, lifter, 'POST', '/v1/operations', { body: { operations: list } })
    const { answers } = batchAnswerSchema.parse(answer.json)
    assert.deepEqual(
      answers.map(({ status, body }) => [status, 'code' in body ? [body.code, body.operationId] : 'applied']),
      [
        [200, 'applied'],
        [500, ['internal', undefined]],
      ],
    )
    const again = await sendBatch(gym, lifter, list)
    assert.deepEqual(
      again.answers.map(({ status }) => status),
      [200, 200, 200],
    )
    assert.equal((await readSession(gym.app, lifter, sessionId)).actualSets.length, 3)
  })
})
