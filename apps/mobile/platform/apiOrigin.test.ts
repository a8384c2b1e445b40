import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiOrigin } from './apiOrigin.ts'

test('what the build says comes first; in development the API is beside the bundler', () => {
  assert.equal(apiOrigin({ extra: { apiOrigin: 'https://gym.example' }, hostUri: '192.168.1.20:8081' }, true), 'https://gym.example')
  assert.equal(apiOrigin({ extra: {}, hostUri: '192.168.1.20:8081' }, true), 'http://192.168.1.20:4100')
})

test('a release that knows no server says so at once', () => {
  for (const built of [null, {}, { extra: { apiOrigin: null } }, { hostUri: '192.168.1.20:8081' }]) {
    assert.throws(() => apiOrigin(built, false), /does not know its server/)
  }
})
