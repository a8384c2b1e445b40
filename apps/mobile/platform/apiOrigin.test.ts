import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiOrigin, pageOrigin } from './apiOrigin.ts'

test('the origin of the build comes first; in development the API is on the bundler’s machine', () => {
  assert.equal(apiOrigin({ extra: { apiOrigin: 'https://gym.example' }, hostUri: '192.168.1.20:8081' }, true), 'https://gym.example')
  assert.equal(apiOrigin({ extra: {}, hostUri: '192.168.1.20:8081' }, true), 'http://192.168.1.20:4100')
})

test('a release build without an origin throws at once', () => {
  for (const built of [null, {}, { extra: { apiOrigin: null } }, { hostUri: '192.168.1.20:8081' }]) {
    assert.throws(() => apiOrigin(built, false), /does not know its server/)
  }
})

test('a page asks its own server, without the user and password of its address', () => {
  const asked = (page: string) => new URL('/v1/sync', `${pageOrigin(new URL(page))}/`).href
  assert.equal(asked('https://ann:secret@gym.example:8443/session/1?x#y'), 'https://gym.example:8443/v1/sync')
  assert.equal(asked('http://ann@[::1]:4100/'), 'http://[::1]:4100/v1/sync')
  assert.equal(pageOrigin(new URL('about:srcdoc')), '')
})
