import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { endpoints, problemCodes } from '@holdfast/contract'
import { createApp } from '../src/app.ts'
import { openapiDocument } from '../src/openapi/document.ts'
import { systemRandom } from '../src/random.ts'
import { handClock } from './support/gym.ts'
import { noDb } from './support/noDb.ts'

type Document = {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string
        security?: unknown
        responses: Record<string, { content?: object; headers?: object }>
        parameters: { name: string; required: boolean }[]
      }
    >
  >
  components: { schemas: object }
}
const document = openapiDocument() as Document
const app = () => createApp({ db: noDb, clock: handClock(), random: systemRandom, demo: false })
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
const operation = (name: string) => operations.find(({ operationId }) => operationId === name) ?? assert.fail(name)

test('docs/openapi.json is what the server serves; `node apps/api/src/openapi/write.ts` brings it up to date', async () => {
  const checkedIn = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8')) as object
  assert.deepEqual(checkedIn, document)
  const served = await app().inject('/openapi.json')
  assert.deepEqual([served.headers['content-type'], served.json()], ['application/json; charset=utf-8', document])
})

test('every endpoint of the contract is in the document, once', () => {
  assert.deepEqual(operations.map(({ operationId }) => operationId).sort(), Object.keys(endpoints).sort())
})

test('every reference leads to a schema, and every schema is valid JSON Schema', () => {
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/"\$ref":"([^"]*)"/g)) {
    const found = /^#\/components\/schemas\/(\w+)$/.exec(name ?? '')?.[1]
    assert.ok(found !== undefined && found in document.components.schemas, name)
  }
  assert.doesNotMatch(text, /\$defs|"\$schema"/)
})

test('an operation requires its id, says who may call it, and names its problems, its headers and its Retry-After', () => {
  const { parameters, security, responses } = operation('putSet')
  assert.deepEqual(
    parameters.map(({ name, required }) => [name, required]),
    [
      ['sessionId', true],
      ['setId', true],
      ['Idempotency-Key', true],
      ['Sent-At', false],
    ],
  )
  assert.deepEqual([security, operation('login').security], [[{ accessToken: [] }], undefined])
  assert.deepEqual(Object.keys(responses), ['200', '400', '401', '404', '413', '415', '422', '429', '500', '503'])
  assert.deepEqual(
    [Object.keys(responses['200']?.headers ?? {}), Object.keys(responses['429']?.headers ?? {})],
    [['Operation-Id'], ['Retry-After']],
  )
  for (const [status, { content }] of Object.entries(responses)) {
    if (Number(status) >= 400) assert.deepEqual(Object.keys(content ?? {}), ['application/problem+json'], status)
  }
  assert.deepEqual([Object.keys(operation('sync').responses).includes('304'), problemCodes.includes('rate_limited')], [true, true])
})

test('the page names every endpoint and loads nothing', async () => {
  const { headers, body } = await app().inject('/docs')
  assert.equal(headers['content-type'], 'text/html; charset=utf-8')
  for (const { path } of Object.values(endpoints)) assert.ok(body.includes(path.replace(/:(\w+)/g, '{$1}')), path)
  assert.doesNotMatch(body, /<script|<link|<img|src=|https?:/)
  assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-/)
})
