import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPage, withSession } from '../sync/server/programme.ts'
import { newSession } from './server.ts'

test('a late verdict does not restore a session that a tombstone removed (simulator, seeds 19 and 2735)', () => {
  const session = { ...newSession(), version: 3 }
  const known = withSession(undefined, session)
  const told = { sessions: [], tombstones: [session.id], cursor: 4, more: false, serverTime: '2026-11-23T12:00:00.000Z' }
  const pulled = withPage(known, told, 1)
  assert.deepEqual(withSession(pulled, session).sessions, {}, 'answered before it left, heard after')
  assert.deepEqual(withSession(pulled, { ...session, version: 4 }).sessions, {}, 'answered again, after it left')
  const back = { ...session, version: 5 }
  assert.deepEqual(withSession(pulled, back).sessions, { [session.id]: back }, 'somebody lifted in it: it is there again')
  const anew = { ...told, sessions: [session], tombstones: [], cursor: 3 }
  assert.deepEqual(withPage(pulled, anew, 1).sessions, { [session.id]: session }, 'a server that lost its last versions tells all anew')
})
