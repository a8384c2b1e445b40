import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, mock, test } from 'node:test'
import { SEND_TIMEOUT_MS, type Operation } from '@holdfast/outbox'
import { virtualClock } from '@holdfast/journal/testing'
import { signInBy } from '../sync/account/accounts.ts'
import { createApi, REQUEST_TIMEOUT_MS, type Heard } from '../sync/server/api.ts'
import { backgroundRuns, RUN_DEADLINE_MS, type RunEnd } from '../sync/device/background.ts'
import { createDeviceClock } from '../sync/device/deviceClock.ts'
import { createLogouts } from '../sync/account/logouts.ts'
import { authorized, pull } from '../sync/server/programme.ts'
import { sendOperations } from '../sync/server/sendOperations.ts'
import { createSignIn, remember } from '../sync/server/signIn.ts'
import { heavy, training } from './app.ts'
import { device, quiet, until } from './device.ts'
import { start } from './lifters.ts'
import { signedIn } from './server.ts'
import { skipOperation } from './skipOperation.ts'

// A real socket on loopback: an answer that begins and never ends. A fake `fetch` could not show whether the limit also applies to the
// body.

const closes: (() => void)[] = []
afterEach(() => {
  mock.timers.reset()
  for (const close of closes.splice(0)) close()
})

type Whole = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * A server that sends headers and half a body, and then nothing; `whole` chooses requests that get a whole answer. From here on the test
 * moves the clock that limits a request.
 */
async function halting(status = 200, whole: Whole = () => false) {
  /** The paths for which the app has received the headers of half an answer, and those whose connection it closed. */
  const begun: string[] = []
  const givenUp: string[] = []
  const server = createServer((request, response) => {
    if (whole(request, response)) return
    response.on('close', () => givenUp.push(request.url!.split('?')[0]!))
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': 4_000 })
    response.write('{"type":"/problems/una')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closes.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const realFetch: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(input as string)
    const response = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, init)
    if (response.headers.get('content-length') === '4000') begun.push(pathname)
    return response
  }
  mock.timers.enable({ apis: ['setTimeout'] })
  return { begun, givenUp, fetch: realFetch }
}

/** The API of such a server. `limited` checks the limit: the request ends exactly at its time. */
async function haltingApi(status = 200) {
  const server = await halting(status)
  const heard: Heard[] = []
  const api = createApi({ fetch: server.fetch, origin: 'http://holdfast.test', heard: (one) => heard.push(one) })
  const limited = async <T>(path: string, asks: () => Promise<T>): Promise<T | string> => {
    const before = server.begun.length
    let hasEnded = false
    const asked = asks()
      .catch((error: unknown) => (error as Error).message)
      .finally(() => (hasEnded = true))
    await until(() => server.begun.length > before, 'half of the answer is here')
    assert.deepEqual(server.begun.slice(before), [path])
    mock.timers.tick(REQUEST_TIMEOUT_MS - 1)
    await quiet()
    assert.equal(hasEnded, false, 'it may still be answered')
    mock.timers.tick(1)
    return await asked
  }
  return { server, heard, api, limited }
}

const timedOut = { ok: false, problem: null, silence: 'timeout' }

for (const status of [200, 401, 404, 426, 429, 503]) {
  test(`half an answer of ${status} is none: after 15 seconds the request ends, and its connection is closed`, async () => {
    const { server, heard, api, limited } = await haltingApi(status)
    const asks = () => api.request('GET', '/v1/sync', { authorization: 'Bearer access' }, undefined)
    assert.deepEqual(await limited('/v1/sync', asks), { answered: false, why: 'timeout' })
    assert.deepEqual([heard, REQUEST_TIMEOUT_MS], [[{ answered: false, keptOut: null }], 15_000])
    await until(() => server.givenUp.length === 1, 'the connection is closed')
  })
}

test('the limit applies to every other request: a sign-in, a renewal, a pull, a query, a probe, and sent operations', async () => {
  const { api, limited } = await haltingApi()
  const clock = virtualClock()
  const { platform } = device({ fetch })
  await remember(platform.secrets, signedIn)
  const signIn = createSignIn(signedIn, true, { api, platform: { ...platform, clock } })
  const operation = skipOperation()
  const send = sendOperations(api, createDeviceClock(clock), () => signIn.token(), assert.fail)
  const sent = (operations: Operation[]) => new Promise((resolve) => void send(operations, resolve))
  const silence = { kind: 'unanswered', why: 'timeout' }

  assert.deepEqual(await limited('/v1/server', () => api.call('server')), timedOut)
  assert.equal(await limited('/v1/auth/refresh', () => signIn.renew()), 'unanswered')
  const params = { sessionId: 's1' }
  assert.deepEqual(
    await limited('/v1/sessions/s1/revisions', () => authorized(signIn, (token) => api.call('revisions', { params, token }))),
    timedOut,
  )
  const pulls = () => pull({ api, signIn, wallMs: () => 0, cursor: () => 0, take: () => assert.fail('there is no page') })
  assert.equal(await limited('/v1/sync', pulls), 'the server is not answering')
  assert.deepEqual(await limited(operation.endpoint, () => sent([operation])), [silence])
  assert.deepEqual(await limited('/v1/operations', () => sent([operation, operation])), [silence, silence])
  const logouts = createLogouts(platform, api)
  const body = { email: 'alex@example.com', password: 'long enough' }
  assert.equal(
    await limited('/v1/auth/login', () => signInBy(platform, logouts, () => api.call('login', { body }))),
    'The server is not answering. Signing in needs a connection.',
  )
})

test('a renewal with half an answer is requested again, and so is the end of a sign-in', async () => {
  const { server, api, limited } = await haltingApi()
  const phone = device({ fetch })
  await remember(phone.platform.secrets, signedIn)
  const signIn = createSignIn(signedIn, true, { api, platform: phone.platform })
  for (let times = 0; times < 2; times++) assert.equal(await limited('/v1/auth/refresh', () => signIn.renew()), 'unanswered')
  const logouts = createLogouts(phone.platform, api)
  await logouts.add('a token')
  logouts.send()
  await until(() => server.begun.length === 3, 'it is told')
  mock.timers.tick(REQUEST_TIMEOUT_MS)
  await until(() => {
    phone.clock.advance(60_000)
    return server.begun.length === 4
  }, 'it is told again')
  assert.equal(phone.texts.get('logouts'), '["a token"]')
})

test('an answer that was complete in time is not cancelled later', async () => {
  const signals: AbortSignal[] = []
  const { fetch: realFetch } = await halting(200, (_request, response) => !!response.writeHead(200).end('{}'))
  const watched: typeof fetch = (input, init) => {
    signals.push(init!.signal!)
    return realFetch(input, init)
  }
  const api = createApi({ fetch: watched, origin: 'http://holdfast.test' })
  await api.request('GET', '/v1/sync', {}, undefined)
  mock.timers.tick(REQUEST_TIMEOUT_MS)
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [false],
  )
})

/** Woken without a screen, with one set that waits. The server completes only the answers that `whole` chooses. */
async function woken(whole?: Whole) {
  const server = await halting(200, whole)
  const { app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.kill()
  const phone = device({ fetch: server.fetch, from: app.device })
  const ended: RunEnd[] = []
  const before = phone.clock.monoMs()
  start(phone).runInBackground((end) => ended.push(end))
  const endedWithin = async (ms: number): Promise<void> => {
    phone.clock.advance(ms - 1 - (phone.clock.monoMs() - before))
    assert.deepEqual(ended, [], 'it may still be answered')
    phone.clock.advance(1)
    await until(() => ended.length > 0, 'the run ends')
    const end: RunEnd = { outcome: 'drained', sent: 0, rejected: 0, waiting: 1 }
    assert.deepEqual(ended, [end])
    assert.deepEqual(backgroundRuns(phone.platform.index), [{ at: phone.clock.wallMs(), ...end }])
  }
  return { server, endedWithin }
}

test('a background run whose set gets half an answer ends and is recorded when its request is cancelled', async () => {
  const { server, endedWithin } = await woken()
  await until(() => server.begun.some((path) => path.includes('/sets/')), 'half of the answer is here')
  await endedWithin(SEND_TIMEOUT_MS)
})

test('a background run whose renewal gets half an answer ends and is recorded at its deadline', async () => {
  const unauthenticated = JSON.stringify({
    type: '/problems/unauthenticated',
    title: 'Signed out',
    status: 401,
    detail: 'Sign in again.',
    code: 'unauthenticated',
  })
  const { server, endedWithin } = await woken(({ url }, response) => {
    if (url === '/v1/auth/refresh') return false
    response.writeHead(401, { 'content-type': 'application/problem+json' }).end(unauthenticated)
    return true
  })
  await until(() => server.begun.includes('/v1/auth/refresh'), 'half of the answer is here')
  await endedWithin(RUN_DEADLINE_MS)
})
