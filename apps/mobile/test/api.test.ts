import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { createApi, type Heard } from '../sync/server/api.ts'

afterEach(() => mock.timers.reset())

type Asked = { url: string; init: RequestInit }

/** The API of a server that answers everything with this. */
function answering(answer: () => Response | Promise<Response>, timeoutMs?: number) {
  const asked: Asked[] = []
  const heard: Heard[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return await answer()
  }) as unknown as typeof globalThis.fetch
  const limit = timeoutMs === undefined ? {} : { timeoutMs }
  const api = createApi({ fetch, origin: 'http://holdfast.test', heard: (one) => heard.push(one), ...limit })
  return { ...api, asked, heard }
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } })
const problem = (status: number, code = 'unauthenticated') => ({ type: `/problems/${code}`, title: code, status, detail: code, code })
const page = (status: number): Response => new Response('<html>', { status, headers: { 'content-type': 'text/html' } })
const hello = { name: 'holdfast', demo: true, serverTime: '2026-11-23T12:00:00.000Z' }

test('a request goes to our origin with its headers and body, past every cache and redirect', async () => {
  const { request, asked } = answering(() => json(200, {}))
  await request('POST', '/v1/x?y=1', { authorization: 'Bearer mine' }, { reps: 5 })
  const [{ url, init }] = asked as [Asked]
  assert.equal(url, 'http://holdfast.test/v1/x?y=1')
  assert.deepEqual(init.headers, { accept: 'application/json', 'content-type': 'application/json', authorization: 'Bearer mine' })
  assert.deepEqual([init.method, init.body, init.cache, init.redirect], ['POST', '{"reps":5}', 'no-store', 'manual'])
})

test('a request without a body says nothing of one', async () => {
  const { request, asked } = answering(() => json(200, {}))
  await request('GET', '/v1/x', {}, undefined)
  assert.deepEqual([asked[0]?.init.headers, 'body' in asked[0]!.init], [{ accept: 'application/json' }, false])
})

test('a call is made from the table of endpoints, with its parameters, its query and the token', async () => {
  const { call, asked } = answering(() => json(404, problem(404, 'session_not_found')))
  await call('revisions', { params: { sessionId: 'a b' }, query: { cursor: '3', page: '2' }, token: 'mine' })
  await call('server')
  assert.deepEqual(
    asked.map(({ url, init }) => [init.method, url, (init.headers as Record<string, string>)['authorization']]),
    [
      ['GET', 'http://holdfast.test/v1/sessions/a%20b/revisions?cursor=3&page=2', 'Bearer mine'],
      ['GET', 'http://holdfast.test/v1/server', undefined],
    ],
  )
})

test('our answer is read whole; a problem of ours is told; all else is somebody else', async () => {
  const told = async (answer: Response) => {
    const said = await answering(() => answer).call('server')
    return said.ok ? said.answer.name : (said.problem?.code ?? said)
  }
  const silence = (why: string) => ({ ok: false, problem: null, silence: why })
  assert.equal(await told(json(200, hello)), 'holdfast')
  assert.equal(await told(json(299, hello)), 'holdfast')
  assert.deepEqual(await told(json(300, hello)), silence('foreign'))
  assert.deepEqual(await told(json(200, { ...hello, name: 7 })), silence('foreign'))
  assert.equal(await told(json(404, problem(404, 'session_not_found'))), 'session_not_found')
  assert.equal(await told(json(401, problem(401))), 'unauthenticated')
  assert.deepEqual(await told(json(404, problem(401))), silence('foreign'), 'a status that somebody else put on')
  assert.deepEqual(
    [await told(page(401)), await told(page(407)), await told(page(403))],
    [silence('proxy'), silence('proxy'), silence('foreign')],
  )
})

test('a network that is gone, and one that takes longer than the limit, are told apart', async () => {
  const gone = answering(() => Promise.reject(new TypeError('Network request failed')))
  assert.deepEqual(await gone.call('server'), { ok: false, problem: null, silence: 'network' })
  assert.deepEqual(gone.heard, [{ answered: false, keptOut: null }])
  let isAborted = false
  const fetch = ((_url: string, { signal }: RequestInit) =>
    new Promise((_resolve, reject) => {
      signal!.addEventListener('abort', () => {
        isAborted = true
        reject(new Error('aborted'))
      })
    })) as unknown as typeof globalThis.fetch
  const { call } = createApi({ fetch, origin: 'http://holdfast.test', timeoutMs: 1 })
  assert.deepEqual([await call('server'), isAborted], [{ ok: false, problem: null, silence: 'timeout' }, true])
})

test('each request tells what it says of the network: our answer, somebody else’s, a proxy that keeps the app out; our 5xx says nothing', async () => {
  const heardOf = async (answer: Response, headers: Record<string, string> = {}) => {
    const { request, heard } = answering(() => answer)
    await request('GET', '/v1/x', headers, undefined)
    return heard
  }
  const mine = { authorization: 'Bearer mine' }
  assert.deepEqual(await heardOf(json(200, {})), [{ answered: true, keptOut: null }])
  assert.deepEqual(await heardOf(json(200, {}), mine), [{ answered: true, keptOut: false }])
  assert.deepEqual(await heardOf(json(401, problem(401)), mine), [{ answered: true, keptOut: false }])
  assert.deepEqual(await heardOf(json(401, { error: 'who are you' }), mine), [{ answered: false, keptOut: true }])
  assert.deepEqual(await heardOf(page(407)), [{ answered: false, keptOut: true }])
  assert.deepEqual(await heardOf(page(200), mine), [{ answered: false, keptOut: false }])
  assert.deepEqual(await heardOf(page(502)), [{ answered: false, keptOut: null }])
  assert.deepEqual([await heardOf(json(500, {})), await heardOf(json(503, problem(503)), mine)], [[], []])
  assert.deepEqual(await heardOf(json(499, {})), [{ answered: true, keptOut: null }])
  assert.deepEqual(await heardOf(new Response('{}', { headers: { 'content-type': '' } })), [{ answered: false, keptOut: null }])
  assert.deepEqual(await heardOf(new Response(null)), [{ answered: false, keptOut: null }], 'without a type')
})

test('what came back is handed on as it came', async () => {
  const { request } = answering(() => new Response('no json', { status: 418, headers: { 'retry-after': '7' } }))
  const raw = await request('GET', '/v1/x', {}, undefined)
  assert.deepEqual(raw.answered && [raw.status, raw.json, raw.headers.get('retry-after')], [418, undefined, '7'])
})

test('a request may take 15 seconds; one that was answered is not given up later', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const signals: AbortSignal[] = []
  let answer = (_response: Response): void => {}
  const fetch = ((_url: string, { signal }: RequestInit) => {
    signals.push(signal!)
    return new Promise<Response>((resolve) => (answer = resolve))
  }) as unknown as typeof globalThis.fetch
  const { request } = createApi({ fetch, origin: 'http://holdfast.test' })
  const isGivenUp = () => signals.at(-1)!.aborted
  void request('GET', '/v1/x', {}, undefined)
  mock.timers.tick(14_999)
  assert.equal(isGivenUp(), false)
  mock.timers.tick(1)
  assert.equal(isGivenUp(), true)
  const asked = request('GET', '/v1/x', {}, undefined)
  answer(json(200, {}))
  await asked
  mock.timers.tick(60_000)
  assert.equal(isGivenUp(), false)
})
