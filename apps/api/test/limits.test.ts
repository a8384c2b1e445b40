import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { batchAnswerSchema } from '@holdfast/contract'
import { createApp } from '../src/app.ts'
import { addressKey, rateLimit } from '../src/http/rateLimit.ts'
import { systemRandom } from '../src/random.ts'
import { readSettings } from '../src/settings.ts'
import { onEveryEngine } from './support/engines.ts'
import { applied, handClock, newPerson, newSession, operations, problem, request, send, setBody } from './support/gym.ts'

test('a key may use the allowance of a minute at once, and then at the rate it fills', () => {
  const clock = handClock()
  const limit = rateLimit(60, clock)
  for (let n = 0; n < 60; n++) assert.equal(limit.take('sam'), null)
  assert.deepEqual([limit.take('sam'), limit.take('sam', 30), limit.take('kim')], [1, 30, null])
  clock.pass(999)
  assert.equal(limit.take('sam'), 1)
  clock.pass(1)
  assert.deepEqual([limit.take('sam'), limit.take('sam')], [null, 1])
  clock.pass(3_600_000)
  assert.deepEqual([limit.take('sam', 60), limit.take('sam')], [null, 1])
})

test('a clock set back empties no bucket, and 0 is no limit', () => {
  const clock = handClock()
  const limit = rateLimit(2, clock)
  assert.equal(limit.take('sam'), null)
  clock.pass(-3_600_000)
  assert.deepEqual([limit.take('sam'), limit.take('sam')], [null, 30])
  const none = rateLimit(0, clock)
  for (let n = 0; n < 1000; n++) assert.equal(none.take('sam', 1000), null)
})

test('with any number of keys the oldest are deleted, so the memory is not filled', () => {
  const limit = rateLimit(1, handClock())
  assert.equal(limit.take('first'), null)
  assert.notEqual(limit.take('first'), null)
  for (let n = 0; n < 50_000; n++) limit.take(String(n))
  assert.deepEqual([limit.take('first'), limit.take('49999') === null], [null, false])
})

test('one IPv6 network is one key, and each IPv4 address is its own key', () => {
  assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(addressKey('2001:db8:1:2::9'), '2001:db8:1:2')
  assert.equal(addressKey('2001:db8::9'), '2001:db8:0:0')
  assert.equal(addressKey('::1'), '0:0:0:0')
  assert.deepEqual(['10.1.2.3', '::ffff:10.1.2.3'].map(addressKey), ['10.1.2.3', '10.1.2.3'])
})

test('the limits are generous, can be set, and cannot be set below one batch', () => {
  const read = (env: Record<string, string>) => {
    const { signInsPerMinute, operationsPerMinute, trustedProxies } = readSettings(env, '/data')
    return [signInsPerMinute, operationsPerMinute, trustedProxies]
  }
  assert.deepEqual(read({}), [120, 6000, []])
  assert.deepEqual(read({ SIGN_INS_PER_MINUTE: '5', OPERATIONS_PER_MINUTE: '0', TRUSTED_PROXIES: '10.0.0.0/8, ::1' }), [
    5,
    0,
    ['10.0.0.0/8', '::1'],
  ])
  assert.throws(() => read({ OPERATIONS_PER_MINUTE: '49' }), /OPERATIONS_PER_MINUTE is "49", but it is a number of at least 50/)
  assert.throws(() => read({ SIGN_INS_PER_MINUTE: '-1' }), /SIGN_INS_PER_MINUTE/)
  for (const wrong of ['proxy', '10.0.0.0/33', '10.0.0.0/8/8', '1.2.3'])
    assert.throws(() => read({ TRUSTED_PROXIES: wrong }), /TRUSTED_PROXIES/)
})

onEveryEngine((engine) => {
  function limited(part: object) {
    const clock = handClock()
    const app = createApp({ db: engine.db, clock, random: systemRandom, demo: false, ...part })
    return { app, db: engine.db, clock }
  }

  test('an address with too many sign-ins is told when to try again, and can still read', async () => {
    const gym = limited({ signInsPerMinute: 3, trustedProxies: ['127.0.0.1'] })
    const lifter = await newPerson(gym)
    const login = (address: string) =>
      request(gym.app, null, 'POST', '/v1/auth/login', {
        body: { email: 'a@example.org', password: 'x' },
        headers: { 'x-forwarded-for': address },
      })
    for (let n = 0; n < 3; n++) assert.equal((await login('10.0.0.1')).status, 401)
    const refused = await login('10.0.0.1')
    assert.deepEqual([problem(refused).code, refused.status, refused.headers['retry-after']], ['rate_limited', 429, '20'])
    assert.equal((await login('10.0.0.2')).status, 401)
    assert.equal((await request(gym.app, lifter, 'GET', '/v1/sync', { headers: { 'x-forwarded-for': '10.0.0.1' } })).status, 200)
    gym.clock.pass(20_000)
    assert.equal((await login('10.0.0.1')).status, 401)
  })

  test('without a trusted proxy a caller cannot choose its address', async () => {
    const gym = limited({ signInsPerMinute: 1 })
    const refresh = (address: string) =>
      request(gym.app, null, 'POST', '/v1/auth/refresh', { body: { refreshToken: 'x' }, headers: { 'x-forwarded-for': address } })
    assert.deepEqual([(await refresh('10.0.0.1')).status, (await refresh('10.0.0.2')).status], [401, 429])
  })

  test('an account pays per operation, not per request; what is over the limit gets no verdict and has no effect', async () => {
    const gym = limited({ operationsPerMinute: 60 })
    const lifter = await newPerson(gym)
    const sessionId = await newSession(gym, lifter)
    const operation = () => operations.putSet(sessionId, randomUUID(), setBody())
    const batchOf = (length: number) => ({
      operations: Array.from({ length }, () => {
        const { method, url, body } = operation()
        return { operationId: randomUUID(), method, path: url, body }
      }),
    })
    const sendBatch = (length: number) => request(gym.app, lifter, 'POST', '/v1/operations', { body: batchOf(length) })
    assert.equal(batchAnswerSchema.parse((await sendBatch(50)).json).answers.length, 50)
    const refused = await sendBatch(11)
    assert.deepEqual([problem(refused).code, refused.headers['retry-after']], ['rate_limited', '1'])
    assert.equal((await sendBatch(9)).status, 200)
    applied(await send(gym.app, lifter, operation()))
    const id = randomUUID()
    const last = operation()
    const alone = await send(gym.app, lifter, last, id)
    assert.deepEqual([problem(alone).code, problem(alone).operationId], ['rate_limited', undefined])
    const other = await newPerson(gym)
    applied(await send(gym.app, other, operations.skip(await newSession(gym, other), { reason: null, logged_at: setBody().logged_at })))
    gym.clock.pass(1000)
    const { session } = applied(await send(gym.app, lifter, last, id))
    assert.equal(session.actualSets.length, 61)
  })
})
