import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPage, withSession } from '../sync/programme.ts'
import { newSession } from './server.ts'

test('a late verdict does not bring back a session whose tombstone was told', () => {
  const session = { ...newSession(), version: 3 }
  const known = withSession(undefined, session)
  const told = { sessions: [], tombstones: [session.id], cursor: 4, more: false, serverTime: '2026-11-23T12:00:00.000Z' }
  const pulled = withPage(known, told, 1)
  const late = withSession(pulled, { ...session, version: 4, removed: true })
  assert.deepEqual(late.sessions, {})
  assert.deepEqual(withSession(known, { ...session, version: 4, removed: true }).sessions, {}, 'nor does it stay until the next pull')
})
