import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { OPERATION_ID_HEADER } from '@holdfast/contract'
import { createApp } from '../src/app.ts'
import { BODY_BYTES_MAX } from '../src/http/jsonBody.ts'
import { systemRandom } from '../src/random.ts'
import { handClock } from './support/gym.ts'
import { noDb } from './support/noDb.ts'

const app = (webDir?: string, corsOrigins: string[] = []) =>
  createApp({ db: noDb, clock: handClock(), random: systemRandom, demo: false, corsOrigins, ...(webDir === undefined ? {} : { webDir }) })
const PAGE = `<!doctype html><title>Holdfast</title>${'<p>lift</p>'.repeat(300)}`
let folder = ''

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-web-'))
  mkdirSync(join(folder, '_expo/static/js'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), PAGE)
  writeFileSync(join(folder, 'sw.js'), '// worker')
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
  writeFileSync(join(folder, '_expo/static/js/entry-0123456789abcdef0123456789abcdef.js'), 'x'.repeat(5000))
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('the page, the worker and the manifest are checked each time; files with a hash in their name are cached', async () => {
  const server = app(folder)
  const rule = async (url: string) => (await server.inject({ url })).headers['cache-control']
  for (const url of ['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/history']) assert.equal(await rule(url), 'no-cache', url)
  assert.equal(await rule('/_expo/static/js/entry-0123456789abcdef0123456789abcdef.js'), 'public, max-age=31536000, immutable')
})

test('a route of the app is answered with the page, a missing file is not', async () => {
  const server = app(folder)
  for (const url of ['/', '/history', '/session/3f6c?x=1.2']) {
    const { statusCode, body, headers } = await server.inject({ url })
    assert.deepEqual([statusCode, body, headers['content-type']], [200, PAGE, 'text/html; charset=utf-8'], url)
  }
  for (const url of ['/_expo/static/js/gone.js', '/v1/nowhere', '/v1', '/../package.json', '/.env']) {
    const { statusCode, headers } = await server.inject({ url })
    assert.deepEqual([statusCode, headers['content-type']], [404, 'application/problem+json; charset=utf-8'], url)
  }
})

test('an unreadable address is answered with the page, where the app reports it; not below the API, and not for a file request', async () => {
  const server = app(folder)
  for (const url of ['/%', '/session/%E0%A4%A', '//history', '///', '/session//3f6c', '/%00', '/session/a%00b?x=%', '/session/%2F']) {
    const { statusCode, body } = await server.inject({ url })
    assert.deepEqual([statusCode, body], [200, PAGE], url)
  }
  for (const url of ['/v1/%', '/v1/sessions/%E0%A4%A', '/_expo//gone.js', '/_expo/%00.js']) {
    const { statusCode, headers } = await server.inject({ url })
    assert.deepEqual([statusCode, headers['content-type']], [404, 'application/problem+json; charset=utf-8'], url)
  }
  assert.equal((await server.inject({ method: 'POST', url: '/%' })).statusCode, 404)
  const navigating = { url: '/session/1.5', headers: { 'sec-fetch-mode': 'navigate' } }
  assert.equal((await server.inject(navigating)).body, PAGE)
})

test('files are sent compressed to browsers that can read it', async () => {
  const { headers } = await app(folder).inject({ url: '/', headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(headers['content-encoding'], 'br')
})

test('without the web files the API still works', async () => {
  for (const webDir of [join(folder, 'never built'), undefined]) {
    const server = app(webDir)
    assert.equal((await server.inject({ url: '/' })).statusCode, 404)
    assert.equal((await server.inject({ url: '/v1/server' })).statusCode, 200)
  }
})

test('a process without its database is alive but not ready, and says when to try again', async () => {
  const server = app()
  assert.equal((await server.inject({ url: '/healthz' })).statusCode, 200)
  for (const [method, url, payload] of [
    ['GET', '/readyz'],
    ['POST', '/v1/auth/logout', { refreshToken: `14038f7c-1116-5fe9-b703-ee431668d36c.${'A'.repeat(43)}` }],
  ] as const) {
    const answer = await server.inject({ method, url, ...(payload ? { payload } : {}) })
    assert.deepEqual([answer.statusCode, answer.json().code, answer.headers['retry-after']], [503, 'unavailable', '2'])
  }
})

test('only named origins may call the API', async () => {
  const preflight = {
    method: 'OPTIONS',
    url: '/v1/sync',
    headers: { origin: 'https://lift.example', 'access-control-request-method': 'GET' },
  } as const
  const closed = await app().inject(preflight)
  assert.deepEqual([closed.statusCode, closed.headers['access-control-allow-origin']], [405, undefined])
  const open = await app(undefined, ['https://lift.example']).inject(preflight)
  assert.deepEqual([open.statusCode, open.headers['access-control-allow-origin']], [204, 'https://lift.example'])
  assert.match(String(open.headers['access-control-allow-headers']), /Idempotency-Key, Sent-At/)
})

test('no answer may be sniffed', async () => {
  for (const url of ['/', '/v1/server', '/v1/nowhere'])
    assert.equal((await app(folder).inject({ url })).headers['x-content-type-options'], 'nosniff')
})

test('an origin that is not listed gets no CORS header, however similar it is to a listed one', async () => {
  const origins = ['https://lift.example', 'https://other.example:8443']
  const named = [
    'access-control-allow-origin',
    'access-control-allow-methods',
    'access-control-allow-headers',
    'access-control-expose-headers',
    'access-control-max-age',
    'vary',
  ]
  const asked = async (method: 'GET' | 'OPTIONS', origin: string | undefined) => {
    const { statusCode, headers } = await app(undefined, origins).inject({
      method,
      url: '/v1/server',
      headers: origin === undefined ? {} : { origin },
    })
    return [statusCode, ...named.map((name) => headers[name])]
  }
  const exposed = `date, etag, retry-after, ${OPERATION_ID_HEADER}`
  for (const origin of origins) {
    assert.deepEqual(await asked('GET', origin), [200, origin, undefined, undefined, exposed, undefined, 'Origin'])
    const allowed = ['GET, PUT, POST, DELETE', 'authorization, content-type, if-none-match, Idempotency-Key, Sent-At']
    assert.deepEqual(await asked('OPTIONS', origin), [204, origin, ...allowed, exposed, '7200', 'Origin'])
  }
  const strangers = [
    'https://evil.example',
    'http://lift.example',
    'https://lift.example.evil',
    'https://lift.example:8443',
    'https://LIFT.example',
    'https://sub.lift.example',
    'https://lift',
    'null',
    '*',
    undefined,
  ]
  for (const origin of strangers) {
    assert.deepEqual(await asked('GET', origin), [200, undefined, undefined, undefined, undefined, undefined, 'Origin'], origin)
    assert.deepEqual(await asked('OPTIONS', origin), [405, undefined, undefined, undefined, undefined, undefined, 'Origin'], origin)
  }
})

test('a body is read up to 256 KiB and 32 levels deep, and rejected beyond', async () => {
  const post = async (payload: string) => {
    const answer = await app().inject({ method: 'POST', url: '/v1/auth/login', headers: { 'content-type': 'application/json' }, payload })
    return [answer.statusCode, answer.json().code]
  }
  const long = (bytes: number) => `{"email":"${'a'.repeat(bytes - 12)}"}`
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  assert.equal(long(BODY_BYTES_MAX).length, 262_144)
  assert.deepEqual(
    [await post(long(BODY_BYTES_MAX)), await post(deep(32))],
    [
      [422, 'validation_failed'],
      [422, 'validation_failed'],
    ],
  )
  assert.deepEqual(
    [await post(long(BODY_BYTES_MAX + 1)), await post(deep(33))],
    [
      [413, 'body_too_large'],
      [400, 'malformed_json'],
    ],
  )
})
