import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaner } from '../sync/engine/freeSpace.ts'
import { newSession } from './server.ts'

const NOW = Date.parse('2027-01-15T08:00:00.000Z')
const DAY_MS = 86_400_000

test('to make room sessions that ended 90 days ago go, and the server is asked for everything again', () => {
  const ended = (ago: number | null) => ({ ...newSession(), completedAt: ago === null ? null : new Date(NOW - ago).toISOString() })
  const [open, kept, gone] = [ended(null), ended(90 * DAY_MS - 1), ended(90 * DAY_MS)]
  const sessions = Object.fromEntries([open, kept, gone].map((session) => [session.id, session]))
  assert.deepEqual(leaner({ cursor: 9, sessions, pulledAt: 5 }, NOW), {
    cursor: 0,
    sessions: { [open.id]: open, [kept.id]: kept },
    pulledAt: 5,
  })
})
