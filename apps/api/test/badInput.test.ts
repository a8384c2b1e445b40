import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { endpoints } from '@holdfast/contract'
import type { EndpointName } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import {
  actualSet,
  at,
  dumpOf,
  lifterWithSession,
  log,
  newGym,
  newPerson,
  newSession,
  PLAN,
  problem,
  request,
  setBody,
} from './support/gym.ts'
import type { Answer, Gym, Person } from './support/gym.ts'

type Target = { sessionId: string; setId: string }
type Case = {
  url: (target: Target) => string
  /** A body that would be accepted; NONE where the endpoint takes none. */
  body: object | typeof NONE
  /** Bodies or addresses of the wrong type, or with text that cannot be stored, and their answers. */
  wrong: { why: string; url?: string; body?: unknown; status: number; code: string }[]
  role: 'lifter' | 'coach'
  /** Whether the address names a session. */
  ofSession: boolean
}

const refusedBodies = (bodies: Record<string, unknown>, status = 422, code = 'validation_failed') =>
  Object.entries(bodies).map(([why, body]) => ({ why, body, status, code }))

const shapes = {
  'an array': [],
  'a number': 7,
  'a string': 'x',
  null: null,
  'nothing known': { unknown: 1 },
  'an unstorable key': { 'a\0\ud800': 1 },
}
const NONE = Symbol('no body')
const NUL = 'a\0b'
const LONE = 'a\ud800b'

/** One row per endpoint. A new endpoint in the contract does not compile here until it has one. */
const matrix: Record<EndpointName, Case> = {
  server: open('/v1/server', NONE, []),
  register: open('/v1/auth/register', { email: 'new@example.org', password: 'long enough', name: 'New' }, [
    ...refusedBodies({
      ...shapes,
      'NUL in the name': { email: 'n@example.org', password: 'long enough', name: NUL },
      'NUL in the email': { email: `n${NUL}@example.org`, password: 'long enough', name: 'N' },
      'a short password': { email: 'n@example.org', password: 'short', name: 'N' },
    }),
  ]),
  login: open('/v1/auth/login', { email: 'nobody@example.org', password: 'wrong' }, [
    ...refusedBodies(shapes),
    ...refusedBodies(
      {
        'NUL in the email': { email: NUL, password: 'x' },
        'half a character': { email: LONE, password: LONE },
        'a wrong password': { email: 'nobody@example.org', password: NUL },
      },
      401,
      'credentials_wrong',
    ),
  ]),
  demo: open('/v1/auth/demo', NONE, [{ why: 'there is no demo', status: 404, code: 'demo_off' }]),
  refresh: open('/v1/auth/refresh', { refreshToken: 'garbage' }, [
    ...refusedBodies(shapes),
    ...refusedBodies(
      {
        garbage: { refreshToken: 'garbage' },
        NUL: { refreshToken: NUL },
        'an unknown token': { refreshToken: `${randomUUID()}.${'A'.repeat(43)}` },
      },
      401,
      'unauthenticated',
    ),
  ]),
  logout: open('/v1/auth/logout', { refreshToken: 'garbage' }, refusedBodies(shapes)),
  sync: {
    ...reading('/v1/sync'),
    wrong: ['-1', '1.5', 'x', '1e99', '%00', '1&cursor=2'].map((cursor) => ({
      why: `cursor ${cursor}`,
      url: `/v1/sync?cursor=${cursor}`,
      status: 422,
      code: 'validation_failed',
    })),
  },
  today: {
    ...reading('/v1/sessions/today'),
    wrong: ['yesterday', '2026-02-30', '%00', ''].map((on) => ({
      why: `on ${on}`,
      url: `/v1/sessions/today?on=${on}`,
      status: 422,
      code: 'validation_failed',
    })),
  },
  session: { ...reading(({ sessionId }) => `/v1/sessions/${sessionId}`), ofSession: true },
  putSet: ofLog(({ sessionId, setId }) => `/v1/sessions/${sessionId}/sets/${setId}`, setBody(), {
    'reps as text': setBody({ reps: '5' as never }),
    'an unknown unit': setBody({ weight: { value: 1, unit: 'stone' as never } }),
    'an impossible moment': setBody({ logged_at: '2026-02-30T00:00:00Z' }),
    'NUL in an id': setBody({ exerciseId: NUL }),
  }),
  deleteSet: ofLog(
    ({ sessionId, setId }) => `/v1/sessions/${sessionId}/sets/${setId}`,
    { logged_at: at(0) },
    { 'no moment': { logged_at: NUL } },
  ),
  complete: ofLog(({ sessionId }) => `/v1/sessions/${sessionId}/complete`, log([actualSet(randomUUID())]), {
    'NUL in the notes': log([], { notes: NUL }),
    'half a character in the notes': log([], { notes: LONE }),
    'an RPE between steps': log([], { sessionRpe: 7.3 }),
    'too many wrong sets': { ...log([]), actualSets: Array.from({ length: 60_000 }, () => 0) },
  }),
  skip: ofLog(
    ({ sessionId }) => `/v1/sessions/${sessionId}/skip`,
    { reason: null, logged_at: at(0) },
    { 'NUL in the reason': { reason: NUL, logged_at: at(0) } },
  ),
  revisions: { ...reading(({ sessionId }) => `/v1/sessions/${sessionId}/revisions`), ofSession: true },
  restore: ofLog(
    ({ sessionId, setId }) => `/v1/sessions/${sessionId}/revisions/${setId}/restore`,
    { logged_at: at(0) },
    { 'no moment': { logged_at: NUL } },
  ),
  operations: {
    url: () => '/v1/operations',
    body: { operations: [{ operationId: randomUUID(), method: 'POST', path: `/v1/sessions/${randomUUID()}/skip`, body: {} }] },
    wrong: refusedBodies({
      ...shapes,
      'no operations': { operations: [] },
      'too many operations': {
        operations: Array.from({ length: 51 }, () => ({ operationId: randomUUID(), method: 'POST', path: '/', body: {} })),
      },
      'an operation without an id': { operations: [{ method: 'POST', path: '/v1/x', body: {} }] },
    }),
    role: 'lifter',
    ofSession: false,
  },
  putPlan: {
    ...ofLog(
      ({ sessionId }) => `/v1/sessions/${sessionId}/plan`,
      { plan: PLAN },
      { 'NUL in a name': { plan: [{ ...PLAN[0], name: NUL }] }, 'no plan': { plan: 'x' } },
    ),
    role: 'coach',
  },
}

function open(url: string, body: Case['body'], wrong: Case['wrong']): Case {
  return { url: () => url, body, wrong, role: 'lifter', ofSession: false }
}

function reading(url: string | Case['url']): Case {
  return { url: typeof url === 'string' ? () => url : url, body: NONE, wrong: [], role: 'lifter', ofSession: false }
}

function ofLog(url: Case['url'], body: object, wrong: Record<string, unknown>): Case {
  return { url, body, wrong: refusedBodies({ ...shapes, ...wrong }), role: 'lifter', ofSession: true }
}

onEveryEngine((engine) => {
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, kind } = endpoints[name]
    const row = matrix[name]

    async function arranged() {
      const gym = newGym(engine.db)
      const person = await newPerson(gym, row.role)
      const sessionId = await newSession(gym, person)
      if (row.role === 'coach') await gym.db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $1)', [person.id])
      return { gym, person, target: { sessionId, setId: randomUUID() } }
    }

    function ask(
      gym: Gym,
      person: Pick<Person, 'token'> | null,
      url: string,
      body: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      const operationId = kind === 'operation' ? { operationId: randomUUID() } : {}
      return request(gym.app, person, method, url, { ...(body === NONE ? {} : { body }), ...operationId, headers })
    }

    async function refusedWithoutTrace(gym: Gym, send: () => Promise<Answer>, status: number, code: string): Promise<void> {
      const before = await dumpOf(gym.db)
      const found = problem(await send())
      assert.deepEqual([found.status, found.code], [status, code])
      assert.equal(await dumpOf(gym.db), before)
    }

    test(`${name}: a bad body or address is rejected with a problem and changes nothing`, async (t) => {
      const { gym, person, target } = await arranged()
      for (const { why, url, body, status, code } of row.wrong) {
        await t.test(why, () =>
          refusedWithoutTrace(gym, () => ask(gym, person, url ?? row.url(target), body === undefined ? row.body : body), status, code),
        )
      }
    })

    if (row.body !== NONE) {
      test(`${name}: a body that cannot be read is rejected`, async (t) => {
        const { gym, person, target } = await arranged()
        const raw =
          (payload: string, headers: Record<string, string> = {}) =>
          async (): Promise<Answer> => {
            const answer = await gym.app.inject({
              method,
              url: row.url(target),
              payload,
              headers: {
                authorization: `Bearer ${person.token}`,
                'idempotency-key': randomUUID(),
                'content-type': 'application/json',
                ...headers,
              },
            })
            return { status: answer.statusCode, headers: answer.headers, json: answer.json() }
          }
        const refused = (why: string, send: () => Promise<Answer>, status: number, code: string) =>
          t.test(why, () => refusedWithoutTrace(gym, send, status, code))
        await refused('half of it', raw('{"a":'), 400, 'malformed_json')
        await refused('nested without end', raw('['.repeat(100_000) + ']'.repeat(100_000)), 400, 'malformed_json')
        await refused('a prototype', raw('{"__proto__":{"admin":true}}'), 400, 'malformed_json')
        await refused('not JSON', raw('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'unsupported_media_type')
        await refused('text', raw('hello', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type')
        await refused('too large', raw(JSON.stringify({ notes: 'x'.repeat(257 * 1024) })), 413, 'body_too_large')
        await refused('empty', raw(''), 422, 'validation_failed')
      })
    }

    if (kind !== 'open') {
      test(`${name}: a request without a valid token is rejected`, async (t) => {
        const { gym, person, target } = await arranged()
        const stranger = { token: `${person.id}.${'A'.repeat(43)}` }
        const refused = (why: string, who: Pick<Person, 'token'> | null, code = 'unauthenticated') =>
          t.test(why, () => refusedWithoutTrace(gym, () => ask(gym, who, row.url(target), row.body), 401, code))
        await refused('no token', null)
        await refused('garbage', { token: 'garbage' })
        await refused('a guess', stranger)
        gym.clock.pass(15 * 60_000)
        await refused('expired', person, 'token_expired')
      })
    }

    if (row.ofSession) {
      test(`${name}: a session of another user is not found`, async (t) => {
        const { gym, person } = await arranged()
        const other = await newPerson(gym)
        const foreign = await newSession(gym, other)
        for (const [why, sessionId] of [
          ['unknown', randomUUID()],
          ["another's", foreign],
        ] as const) {
          const url = row.url({ sessionId, setId: randomUUID() })
          await t.test(why, () => refusedWithoutTrace(gym, () => ask(gym, person, url, row.body), 404, 'session_not_found'))
        }
        const [status, code] = kind === 'operation' ? ([422, 'validation_failed'] as const) : ([404, 'session_not_found'] as const)
        for (const sessionId of ['7', '%00', 'x'.repeat(90)]) {
          const url = row.url({ sessionId, setId: randomUUID() })
          await t.test(`an id like ${sessionId.slice(0, 5)}`, () =>
            refusedWithoutTrace(gym, () => ask(gym, person, url, row.body), status, code),
          )
        }
      })
    }
  }

  test('an answer to a bad body is never larger than it helps', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    const body = { ...log([]), actualSets: Array.from({ length: 60_000 }, () => 0), ['k'.repeat(60_000)]: 1 }
    const answer = await request(gym.app, lifter, 'POST', `/v1/sessions/${sessionId}/complete`, { body, operationId: randomUUID() })
    assert.equal(answer.status, 422)
    assert.ok(JSON.stringify(answer.json).length < 20_000)
  })

  test('an unknown address gets a problem too, and a wrong method gets the list of the right ones', async () => {
    const { app } = newGym(engine.db)
    const found = async (method: string, url: string) => {
      const answer = await request(app, null, method, url)
      return [problem(answer).code, answer.headers['allow']]
    }
    assert.deepEqual(await found('GET', '/v1/nowhere'), ['not_found', undefined])
    assert.deepEqual(await found('GET', '/v1/%zz'), ['not_found', undefined])
    assert.deepEqual(await found('GET', `/v1/sessions/${'x'.repeat(500)}`), ['not_found', undefined])
    assert.deepEqual(await found('GET', '/'), ['not_found', undefined])
    assert.deepEqual(await found('PATCH', '/v1/sync'), ['method_not_allowed', 'GET, HEAD'])
    assert.deepEqual(await found('POST', `/v1/sessions/${randomUUID()}/sets/${randomUUID()}`), ['method_not_allowed', 'PUT, DELETE'])
  })
})
