import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildOrigin } from '../buildOrigin.ts'

test('a release without its server fails at build time with one sentence, and does not crash on a phone', () => {
  assert.throws(() => buildOrigin(undefined, true), /^Error: HOLDFAST_API_ORIGIN is not set: /)
  assert.throws(() => buildOrigin('', true), /^Error: HOLDFAST_API_ORIGIN is not set: /)
})

test('the server of a release is an https origin without a path', () => {
  assert.equal(buildOrigin('https://gym.example', true), 'https://gym.example')
  assert.throws(() => buildOrigin('http://gym.example', true), /must begin with https/)
  for (const wrong of ['https://gym.example/', 'https://gym.example/v1', 'gym.example', 'https://']) {
    assert.throws(() => buildOrigin(wrong, true), /is not an origin/, wrong)
  }
})

test('a development build may name its server; without one it uses the host of its bundler', () => {
  assert.deepEqual(
    [buildOrigin('http://192.168.1.20:4100', false), buildOrigin(undefined, false), buildOrigin('self', false), buildOrigin('self', true)],
    ['http://192.168.1.20:4100', undefined, undefined, undefined],
  )
})
