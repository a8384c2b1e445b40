import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createApp } from '../src/app.ts'
import { rollback } from '../src/db/db.ts'
import { createMetrics } from '../src/metrics/metrics.ts'
import { systemRandom } from '../src/random.ts'
import { becomes } from '../../../scripts/lib/testing/patience.ts'
import { onEveryEngine } from './support/engines.ts'
import { at, handClock, lifterWithSession, log, newGym, NOON, operations, request, send, setBody } from './support/gym.ts'
import { noDb } from './support/noDb.ts'

onEveryEngine((engine) => {
  test('operations are counted by kind and by how they ended, with their age and how wrong the clock was', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const [id, setId] = [randomUUID(), randomUUID()]
    const set = operations.putSet(sessionId, setId, setBody({ logged_at: new Date(gym.clock.nowMs() - 5000).toISOString() }))
    await send(gym.app, lifter, set, id)
    await send(gym.app, lifter, set, id)
    await send(gym.app, lifter, operations.skip(sessionId, { reason: null, logged_at: at(0) }), id)
    await send(gym.app, lifter, operations.putSet(sessionId, setId, setBody()))
    await send(gym.app, lifter, operations.skip(sessionId, { reason: null, logged_at: at(0) }))
    const dayBehind = { 'sent-at': new Date(gym.clock.nowMs() - 86_400_000).toISOString() }
    await send(
      gym.app,
      lifter,
      operations.complete(sessionId, log([], { logged_at: new Date(NOON - 86_400_000).toISOString() })),
      undefined,
      dayBehind,
    )
    const { body, headers } = await gym.app.inject('/metrics')
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/)
    const lines = body.split('\n')
    const has = (line: string) => assert.ok(lines.includes(line), `${line}\n${body}`)
    has('holdfast_operations_total{kind="putSet",result="applied"} 1')
    has('holdfast_operations_total{kind="putSet",result="replayed"} 1')
    has('holdfast_operations_total{kind="putSet",result="superseded"} 1')
    has('holdfast_operations_total{kind="skip",result="reused"} 1')
    has('holdfast_operations_total{kind="skip",result="rejected"} 1')
    has('holdfast_operations_total{kind="complete",result="applied"} 1')
    has('holdfast_operation_age_seconds_count 4')
    has('holdfast_operation_age_seconds_bucket{le="10"} 1')
    has('holdfast_clock_correction_seconds_bucket{le="0"} 3')
    has('holdfast_clock_correction_seconds_sum 86400')
    has('holdfast_request_duration_seconds_count{method="PUT",route="/v1/sessions/:sessionId/sets/:setId",status="200"} 3')
    has('holdfast_transactions_open 0')
    assert.match(body, /holdfast_transaction_duration_seconds_count \d+/)
  })

  test('connections in use and waited for are reported where there is a pool', async () => {
    const gym = newGym(engine.db)
    const told = async () => (await gym.app.inject('/metrics')).body.split('\n').filter((line) => line.startsWith('holdfast_connections_'))
    if (engine.url === null) return assert.deepEqual(await told(), [])
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const borrowers = Array.from({ length: 13 }, () => engine.db.tx(async () => rollback(await ended)))
    try {
      // The pool has ten.
      await becomes(told, ['holdfast_connections_in_use 10', 'holdfast_connections_waited_for 3'])
    } finally {
      end()
      await Promise.all(borrowers)
    }
    assert.deepEqual(await told(), ['holdfast_connections_in_use 0', 'holdfast_connections_waited_for 0'])
  })

  test('nothing in it names a person, a session or an address', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody()))
    for (let n = 0; n < 20; n++) await request(gym.app, lifter, 'GET', `/v1/nowhere/${randomUUID()}?secret=${lifter.email}`)
    const { body } = await gym.app.inject('/metrics')
    assert.doesNotMatch(body, /[0-9a-f]{8}-[0-9a-f]{4}|@|127\.0\.0\.1/)
    assert.ok(body.includes('holdfast_request_duration_seconds_count{method="GET",route="none",status="404"} 20'))
  })
})

const app = (part: object) => createApp({ db: noDb, clock: handClock(), random: systemRandom, demo: false, ...part })

test('if a token is set, only a request with it reads the metrics', async () => {
  const server = app({ metricsToken: 'secret' })
  const ask = async (authorization?: string) =>
    (await server.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } })).statusCode
  assert.deepEqual([await ask(), await ask('Bearer secret2'), await ask('Bearer secret')], [401, 401, 200])
})

test('the process reports its event loop and its memory', async () => {
  const { body } = await app({ metrics: createMetrics({ ofProcess: true }) }).inject('/metrics')
  for (const name of ['nodejs_eventloop_lag_seconds', 'process_resident_memory_bytes']) assert.match(body, new RegExp(`^${name} `, 'm'))
})
